//! What the server refuses: the same checks in the same order, with their places in the text.

use serde_json::{Value, json};
use towline_api::{Misfit, Violation, fit, validate};
use towline_core::pipeline::Declaration;
use towline_core::pipeline::validate::{Context, Fault, Step, faults};

use super::{Document, place, shape};
use crate::diagnostic::Diagnostics;
use crate::near::near;
use crate::yaml::Node;

/// Values of a wrong type that are told of one file.
const MISFITS: usize = 100;

/// Tells everything that is wrong; gives the declaration as far as there is one.
pub(super) fn check(
    document: &Document,
    context: &Context<'_>,
    out: &mut Diagnostics,
) -> Option<Declaration> {
    let root = &document.pipeline;
    let (input, misfits) = fitted(&document.input);
    for misfit in &misfits {
        let at = place::find(root, &place::of_pointer(&misfit.pointer));
        let what = misfit.to_string();
        out.error(at, what, format!("write {}", misfit.wanted))
            .why("CreatePipeline refuses it with SerializationException");
    }
    let input = input?;
    let violations = validate(shape(), &input);
    for violation in &violations {
        tell(violation, root, &misfits, out);
    }
    let declaration = input.get("pipeline").cloned().unwrap_or_default();
    let mut declaration: Declaration = match serde_json::from_value(declaration) {
        Ok(declaration) => declaration,
        // What is missing was told.
        Err(_) if !(misfits.is_empty() && violations.is_empty()) => return None,
        Err(error) => {
            let fix = "compare it with what `towline schema pipeline` allows";
            out.error(root.at, format!("this is no pipeline: {error}"), fix);
            return None;
        }
    };
    for fault in faults(&declaration, context) {
        tell_fault(&fault, root, &violations, out);
    }
    declaration.normalise();
    Some(declaration)
}

/// The input without what does not fit, unless that is too much to go on with.
fn fitted(input: &Value) -> (Option<Value>, Vec<Misfit>) {
    let (mut input, mut misfits) = (input.clone(), Vec::new());
    while misfits.len() < MISFITS {
        let misfit = match fit(shape(), input.clone()) {
            Ok(fitting) => return (Some(fitting), misfits),
            Err(misfit) => misfit,
        };
        let stands = input.pointer_mut(&misfit.pointer);
        let there = stands.map(|value| *value = blank(misfit.wanted)).is_some();
        misfits.push(misfit);
        if !there {
            break;
        }
    }
    (None, misfits)
}

/// What stands in for a value of the wrong type, so that the others can be looked at.
fn blank(wanted: &str) -> Value {
    match wanted {
        "a string" => json!(""),
        "a list" => json!([]),
        "an object" => json!({}),
        _ => Value::Null,
    }
}

fn tell(violation: &Violation, root: &Node, misfits: &[Misfit], out: &mut Diagnostics) {
    let steps = place::of_path(&violation.path);
    let told = |misfit: &Misfit| steps.starts_with(&place::of_pointer(&misfit.pointer));
    if misfits.iter().any(told) {
        return; // It is wrong only because something stands in for it.
    }
    let at = place::find(root, &steps);
    out.error(at, violation.to_string(), fix(violation, root, &steps))
        .why("CreatePipeline refuses it with ValidationException");
}

fn fix(violation: &Violation, root: &Node, steps: &[Step]) -> String {
    let name = match steps.last() {
        Some(Step::Member(name)) => format!("`{name}`"),
        _ => "an entry".into(),
    };
    let constraint = &violation.constraint;
    if constraint == "Member must not be null" {
        return format!("add {name}");
    }
    let words = constraint
        .strip_prefix("Member must satisfy enum value set: [")
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(words) = words {
        let known: Vec<&str> = words.split(", ").collect();
        let given = text(root, steps).unwrap_or_default();
        return match near(given, &known) {
            Some(meant) => format!("write {meant}"),
            None => format!("write one of: {words}"),
        };
    }
    let bound = constraint.rsplit(' ').next().unwrap_or_default();
    match constraint.as_str() {
        c if c.contains("less than or equal to") => format!("keep {name} at {bound} or less"),
        c if c.contains("greater than or equal to") => format!("make {name} {bound} or more"),
        c if c.contains("pattern") => format!("write {name} with these characters only: {bound}"),
        _ => format!("write {name} so that it holds"),
    }
}

/// The text that stands at a place.
fn text<'n>(root: &'n Node, steps: &[Step]) -> Option<&'n str> {
    let mut node = root;
    for step in steps {
        node = match step {
            Step::Element(number) => node.list()?.get(*number)?,
            Step::Member(name) | Step::Key(name) => node.get(name)?,
        };
    }
    node.text()
}

fn tell_fault(fault: &Fault, root: &Node, violations: &[Violation], out: &mut Diagnostics) {
    let steps = &fault.place.0;
    let is_type = steps.last() == Some(&Step::Member("actionTypeId".into()));
    let told = |violation: &Violation| {
        let other = place::of_path(&violation.path);
        other == *steps || (is_type && other.starts_with(steps))
    };
    if violations.iter().any(told) {
        return; // The shape says the same of the same place.
    }
    let at = place::find(root, steps);
    out.error(at, fault.invalid.to_string(), &fault.fix)
        .why(format!(
            "CreatePipeline refuses it with {}",
            fault.invalid.code()
        ));
}
