use super::*;
use crate::i18n::Translations;

/// Makes a loop with these signs, the second link of which takes long.
pub(super) fn circle(signs: &[Polarity]) -> Circle {
    let id = |n: usize| format!("v{}", n % signs.len());
    Circle {
        title: "t".into(),
        beneath: LoopTitle { id: "loop".into(), title: "l".into(), short: String::new() },
        variables: (0..signs.len()).map(|n| Variable { id: id(n), name: id(n) }).collect(),
        links: signs
            .iter()
            .enumerate()
            .map(|(n, sign)| Link {
                from: id(n),
                to: id(n + 1),
                sign: *sign,
                delayed: n == 1,
                years: None,
                because: String::new(),
                because_down: String::new(),
            })
            .collect(),
        tellings: vec![],
        answer: None,
    }
}

/// Makes a stage without words, in which a variable rises.
pub(super) fn stage(variable: &str) -> Stage {
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

/// Makes a telling of these stages.
pub(super) fn telling(stages: Vec<Stage>) -> Telling {
    Telling {
        id: "x".into(),
        title: "x".into(),
        short: String::new(),
        tone: Tone::Virtuous,
        summary: String::new(),
        stages,
    }
}

#[test]
fn a_telling_that_passes_over_variables_multiplies_their_signs() {
    use Polarity::{Minus, Plus};
    let mut circle = circle(&[Minus, Minus, Plus, Minus]);
    circle.tellings.push(telling(["v0", "v2", "v2", "v3"].map(stage).to_vec()));
    let views = circle.views();
    let ways: Vec<_> = views[0].stages.iter().map(|stage| (stage.sign, stage.delayed)).collect();
    assert_eq!(ways, [(Plus, true), (Plus, false), (Plus, false), (Minus, false)]);
    assert_eq!(views[1].stages.len(), 4);
}

#[test]
fn an_arrow_stands_behind_the_name_in_both_directions_of_writing() {
    let mut circle = circle(&[Polarity::Plus; 4]);
    for (variable, name) in circle.variables.iter_mut().zip(["Trust", "12. الثقة", "אמון", "Größe"]) {
        variable.name = name.into();
    }
    circle.tellings.push(telling(["v0", "v1", "v2", "v3", "gone"].map(stage).to_vec()));
    let views = circle.views();
    let told: Vec<String> = views[0].stages.iter().filter_map(ViewStage::short_movement).collect();
    assert_eq!(told, ["Trust ↑", "12. الثقة ↑\u{200f}", "אמון ↑\u{200f}", "Größe ↑", "gone ↑"]);
    assert!(views[1].stages.iter().all(|stage| stage.short_movement().is_none()));
    assert_eq!(views[0].stages[0].movement(Translations::english()), Some("Trust rises".to_owned()));
}
