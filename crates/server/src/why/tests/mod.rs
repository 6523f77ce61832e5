//! The table of situations: each is brought about on a real server (without its port), by the
//! operations that users, hosts and runners call and by moving the clock, and then asked about.

mod actions;
mod builds;
mod deployments;
mod executions;
mod ids;
mod targets;
mod world;

use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use futures::future::BoxFuture;
use towline_api::towline::ExplanationLink;
use world::World;

/// One row: what is brought about, and what the last link of its explanation must say.
struct Situation {
    /// For people.
    name: &'static str,
    /// Brings it about and gives the id to ask for.
    setup: for<'a> fn(&'a World) -> BoxFuture<'a, String>,
    /// Kind of the object at the end, and a part of its id.
    object: (&'static str, &'static str),
    /// The cause.
    code: &'static str,
    /// A part of its detail: the arithmetic, the person, the script.
    detail: &'static str,
    /// A part of the remedy, or of the command that goes on; empty when all went well.
    remedy: &'static str,
}

/// All rows hold; every one that does not is shown. Each has a server of its own.
async fn check(table: &[Situation]) {
    let mut failed = Vec::new();
    for situation in table {
        let held = AssertUnwindSafe(holds(situation)).catch_unwind().await;
        failed.extend(held.is_err().then_some(situation.name));
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

async fn holds(situation: &Situation) {
    let world = World::new().await;
    let asked = (situation.setup)(&world).await;
    let links = world.why(&asked).await;
    let about = format!("{}\n{links:#?}", situation.name);
    let explained = |l: &ExplanationLink| !l.code.is_empty() && !l.detail.is_empty();
    assert!(links.iter().all(explained), "{about}");
    let last = links.last().unwrap_or_else(|| panic!("{about}"));
    let (kind, id) = situation.object;
    assert!(last.kind == kind && last.id.contains(id), "object: {about}");
    assert_eq!(last.code, situation.code, "code: {about}");
    assert!(last.detail.contains(situation.detail), "detail: {about}");
    let mut unblock = links.iter().rev().map(|link| link.unblock.as_str());
    let unblock = unblock.find(|text| !text.is_empty()).unwrap_or_default();
    let command = links.iter().rev().find_map(|link| link.command.clone());
    let remedy = format!("{unblock} {}", command.unwrap_or_default());
    assert!(remedy.contains(situation.remedy), "remedy: {about}");
    assert_eq!(
        situation.remedy.is_empty(),
        unblock.is_empty(),
        "remedy: {about}"
    );
    world.app.shutdown().await;
}

#[test]
fn the_table_has_fifty_situations_with_names_of_their_own() {
    let tables = [
        actions::TABLE,
        builds::TABLE,
        deployments::TABLE,
        executions::TABLE,
        targets::TABLE,
    ];
    let names: Vec<&str> = tables
        .iter()
        .flat_map(|t| t.iter().map(|s| s.name))
        .collect();
    let unique: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), unique.len());
    assert!(names.len() >= 50, "{}", names.len());
}
