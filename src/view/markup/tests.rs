use super::*;

fn rendered(make: fn() -> Html) -> String {
    #[derive(Clone, Properties)]
    struct Props {
        make: fn() -> Html,
    }
    impl PartialEq for Props {
        fn eq(&self, _: &Self) -> bool {
            false
        }
    }
    struct Shown;
    impl Component for Shown {
        type Message = ();
        type Properties = Props;
        fn create(_: &Context<Self>) -> Self {
            Self
        }
        fn view(&self, ctx: &Context<Self>) -> Html {
            (ctx.props().make)()
        }
    }
    pollster::block_on(yew::ServerRenderer::<Shown>::with_props(move || Props { make }).hydratable(false).render())
}

#[test]
fn text_elements_and_holes_stand_where_the_template_has_them() {
    let html =
        || markup!("<p class='a' id={} data-x>one <b>{}</b><i>{}</i></p><br/>", 7_usize, "two", " & three".to_owned());
    assert_eq!(rendered(html), "<p class=\"a\" id=\"7\" data-x=\"\">one <b>two</b><i> &amp; three</i></p><br>");
}

#[test]
fn an_attribute_of_false_or_none_is_not_there() {
    let html = || markup!("<p hidden={} lang={} data-y={}>{}</p>", false, None::<String>, true, None::<Html>);
    assert_eq!(rendered(html), "<p data-y=\"\"></p>");
}

#[test]
fn the_value_of_a_field_is_its_own() {
    let html = || markup!("<textarea value={}/><input value={} checked={}/>", "words", "x", true);
    assert_eq!(rendered(html), "<textarea>words</textarea><input value=\"x\" checked>");
}

#[test]
fn a_line_break_between_elements_is_no_text() {
    let html = || markup!("<p>\n  <b>{}</b>\n  <i>x</i> y\n</p>", list(vec![markup!("{}", "a"), markup!("<u/>")]));
    assert_eq!(rendered(html), "<p><b>a<u></u></b><i>x</i> y\n</p>");
}

#[test]
fn a_key_is_no_attribute() {
    let VNode::VTag(tag) = markup!("<li key={}>{}</li>", 3_usize, "x") else { panic!("an element") };
    assert_eq!(tag.key, Some(Key::from("3")));
}

#[test]
fn words_beside_something_else_are_refused() {
    let beside = || markup!("<p>{} <b>{}</b></p>", "one", "two");
    assert!(std::panic::catch_unwind(|| drop(beside())).is_err());
    // What never changes says so by being a node.
    assert_eq!(rendered(|| markup!("<p>{} <b>{}</b></p>", markup!("{}", "one"), "two")), "<p>one <b>two</b></p>");
}

#[test]
fn holes_are_counted() {
    assert_eq!(holes("<p a={} b='{}'>{}<br/>{}</p>"), 3);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for wrong in ["<p>", "</p>", "<p></b>", "<p></pre>", "<pre></p>", "<p a=b></p>", "a{b", "< p></p>"] {
        assert!(std::panic::catch_unwind(|| holes(wrong)).is_err(), "{wrong}");
    }
}
