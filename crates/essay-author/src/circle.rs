//! Compiles the block `circle` from TOML, and checks that it is a circle.

mod check;
mod source;

use crate::markdown::Fence;
use crate::source::Report;
use essay_core::circle::Circle;
use source::CircleSource;

/// Compiles the block. Returns `None` if it cannot be read. A circle with faults is reported and returned.
pub(crate) fn compile(fence: &Fence, report: &mut Report) -> Option<Circle> {
    let source: CircleSource = match toml::from_str(&fence.toml) {
        Ok(source) => source,
        Err(fault) => {
            let at = fault.span().map_or(0, |span| span.start);
            report.error(
                fence.place(at),
                &format!("The circle cannot be read: {}.", fault.message()),
                "See the section on circles in docs/authoring.md for every field.",
            );
            return None;
        }
    };
    let circle = source.circle();
    check::check(&source, &circle, fence, report);
    Some(circle)
}
