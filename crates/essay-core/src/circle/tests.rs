use super::*;

/// Makes a loop with these signs, the second link of which takes long.
pub(super) fn circle(signs: &[Polarity]) -> Circle {
    let id = |n: usize| format!("v{}", n % signs.len());
    Circle {
        title: "t".into(),
        beneath: LoopTitle { id: "loop".into(), title: "l".into() },
        variables: (0..signs.len()).map(|n| Variable { id: id(n), name: id(n) }).collect(),
        links: signs
            .iter()
            .enumerate()
            .map(|(n, sign)| Link { from: id(n), to: id(n + 1), sign: *sign, delayed: n == 1, because: String::new() })
            .collect(),
        tellings: vec![],
        answer: None,
    }
}

fn stage(variable: &str) -> Stage {
    Stage {
        variable: variable.into(),
        direction: Some(Direction::Up),
        label: String::new(),
        sentence: String::new(),
        text: String::new(),
        prompt: String::new(),
        trainer: String::new(),
    }
}

#[test]
fn a_telling_that_passes_over_variables_multiplies_their_signs() {
    use Polarity::{Minus, Plus};
    let mut circle = circle(&[Minus, Minus, Plus, Minus]);
    let stages = ["v0", "v2", "v2", "v3"].map(stage).to_vec();
    circle.tellings.push(Telling {
        id: "x".into(),
        title: "x".into(),
        tone: Tone::Virtuous,
        summary: String::new(),
        stages,
    });
    let views = circle.views();
    let ways: Vec<_> = views[0].stages.iter().map(|stage| (stage.sign, stage.delayed)).collect();
    assert_eq!(ways, [(Plus, true), (Plus, false), (Plus, false), (Minus, false)]);
    assert_eq!(views[1].stages.len(), 4);
}

#[test]
fn an_arrow_stands_behind_the_name_in_both_directions_of_writing() {
    let mut circle = circle(&[Polarity::Plus; 3]);
    for (variable, name) in circle.variables.iter_mut().zip(["Trust", "12. الثقة", "אמון"]) {
        variable.name = name.into();
    }
    let stages = ["v0", "v1", "v2", "gone"].map(stage).to_vec();
    circle.tellings.push(Telling {
        id: "x".into(),
        title: "x".into(),
        tone: Tone::Virtuous,
        summary: String::new(),
        stages,
    });
    let views = circle.views();
    let told: Vec<String> = views[0].stages.iter().map(ViewStage::short_movement).collect();
    assert_eq!(told, ["Trust ↑", "12. الثقة ↑\u{200f}", "אמון ↑\u{200f}", "gone ↑"]);
    assert!(views[1].stages.iter().all(|stage| stage.short_movement().is_empty()));
    assert_eq!(views[0].stages[0].movement(Translations::english()), Some("Trust rises".to_owned()));
}
