//! Where in a text a part of a pipeline stands.

use towline_core::pipeline::validate::Step;

use crate::diagnostic::Position;
use crate::yaml::Node;

/// The place of a part: its value, or the member that should have it when that spans lines; of
/// something that is not there, the place where it is missing.
pub(super) fn find(root: &Node, steps: &[Step]) -> Position {
    let (mut node, mut at) = (root, root.at);
    for step in steps {
        let next = match step {
            Step::Element(number) => node.list().and_then(|list| list.get(*number)),
            Step::Member(name) | Step::Key(name) => {
                let mut entries = node.map().unwrap_or_default().iter();
                let Some(entry) = entries.find(|entry| entry.key == *name) else {
                    return at;
                };
                let named = matches!(step, Step::Key(_)) || entry.value.text().is_none();
                at = if named { entry.key_at } else { entry.value.at };
                node = &entry.value;
                continue;
            }
        };
        let Some(next) = next else {
            return at;
        };
        (node, at) = (next, next.at);
    }
    at
}

/// The steps of a JSON pointer into the pipeline's request, from the pipeline on.
pub(super) fn of_pointer(pointer: &str) -> Vec<Step> {
    let parts = pointer.split('/').skip(1);
    let parts = parts.map(|part| part.replace("~1", "/").replace("~0", "~"));
    parts.skip(1).map(|part| step(&part, 0)).collect()
}

/// The steps of a violation's path from the pipeline on: an element is its 1-based number and
/// `member`, and so is the entry of a map, by its key.
pub(super) fn of_path(path: &str) -> Vec<Step> {
    let parts = path.split('.').skip(1).filter(|part| *part != "member");
    parts.map(|part| step(part, 1)).collect()
}

fn step(part: &str, first: usize) -> Step {
    match part.parse::<usize>() {
        Ok(number) => Step::Element(number.saturating_sub(first)),
        Err(_) => Step::Member(part.into()),
    }
}
