//! One turn of a machine: facts and the deadline, one commit, answers, effects, and a crash between
//! any two of them.

use std::collections::HashMap;

use towline_core::{Machine, Outcome, Row, Time};

use super::{Answer, Kind, Letter, RECOVERY, Slot, Step, act, arm, lose, retire, watched};
use crate::plan::Ingredient;
use crate::world::{Happening, World};

/// Steps everything that waits, commits once, answers, acts.
pub(crate) fn turn<M: Kind>(world: &mut World, id: &str) {
    let Some(mut slot) = M::slots(world).live.remove(id) else {
        return;
    };
    slot.turn_due = false;
    let now = world.now();
    let mut batch = Batch::default();
    for letter in std::mem::take(&mut slot.letters) {
        step(world, id, &mut slot, letter, now, &mut batch);
    }
    let early = world.roll(Ingredient::EarlyTick, 20);
    if slot.machine.deadline().is_some_and(|time| time <= now) || early {
        tick(world, id, &mut slot, now, &mut batch);
    }
    if world.failure.is_some() {
        return;
    }
    if world.roll(Ingredient::Crash, 2) {
        world.say(|| format!("       crash before the commit of {} {id}", M::TAG.word()));
        lose(world, id, batch.answers.into_iter().map(|(l, _)| l), || {
            Answer::Lost
        });
        return world.crash();
    }
    if !commit(world, id, &batch) {
        lose(world, id, batch.answers.into_iter().map(|(l, _)| l), || {
            Answer::Failed
        });
        let happening = Happening::Recover(M::TAG, id.to_string(), world.life);
        return world.after(RECOVERY, happening);
    }
    M::slots(world).live.insert(id.to_string(), slot);
    if world.roll(Ingredient::Crash, 2) {
        world.say(|| format!("       crash after the commit of {} {id}", M::TAG.word()));
        lose(world, id, batch.answers.into_iter().map(|(l, _)| l), || {
            Answer::Lost
        });
        return world.crash();
    }
    retire::<M>(world, id);
    for (letter, answer) in batch.answers {
        M::answered(world, id, letter.from, letter.fact, answer);
    }
    act::<M>(world, id, batch.effects);
    arm::<M>(world, id);
}

/// What a turn has gathered.
struct Batch<M: Machine> {
    steps: Vec<Step<M>>,
    answers: Vec<(Letter<M>, Answer<M>)>,
    effects: Vec<M::Effect>,
}

impl<M: Machine> Default for Batch<M> {
    fn default() -> Self {
        Batch {
            steps: Vec::new(),
            answers: Vec::new(),
            effects: Vec::new(),
        }
    }
}

fn step<M: Kind>(
    world: &mut World,
    id: &str,
    slot: &mut Slot<M>,
    letter: Letter<M>,
    now: Time,
    batch: &mut Batch<M>,
) {
    let result = slot.machine.step(letter.fact.clone(), now);
    world.steps += 1;
    world.seen.count(M::fact(&letter.fact));
    if let Some((twin, left)) = &mut slot.twin {
        let other = twin.step(letter.fact.clone(), now);
        *left -= 1;
        if let Some(what) = differ::<M>(&result, &other) {
            let detail = format!(
                "{} {id} after {}: {what}",
                M::TAG.word(),
                M::fact(&letter.fact)
            );
            world.fail("reload-equals-lost", detail);
        }
        if *left == 0 {
            slot.twin = None;
        }
    }
    match result {
        Ok(outcome) => {
            world.seen.count(M::reply(&outcome.reply));
            world.tell_step(
                M::TAG,
                id,
                now,
                || M::about(&letter.fact),
                || format!("{:?}", outcome.reply),
                &outcome.events,
            );
            batch.steps.push(Step {
                fact: Some(letter.fact.clone()),
                reply: Some(outcome.reply.clone()),
                rows: outcome.rows,
                events: outcome.events,
            });
            batch.effects.extend(outcome.effects);
            batch.answers.push((letter, Answer::Ok(outcome.reply)));
        }
        Err(refusal) => {
            world.seen.count(M::refusal(&refusal));
            world.tell_step(
                M::TAG,
                id,
                now,
                || M::about(&letter.fact),
                || format!("refused: {refusal:?}"),
                &[],
            );
            unchanged(world, id, slot, batch);
            batch.answers.push((letter, Answer::Refused(refusal)));
        }
    }
}

/// A refused fact leaves no trace: as long as nothing else was stepped, the machine still equals
/// its rows.
fn unchanged<M: Kind>(world: &mut World, id: &str, slot: &Slot<M>, batch: &Batch<M>) {
    if !batch.steps.is_empty() || !world.random.chance(250) {
        return;
    }
    world.seen.count("check: refused fact left no trace");
    let loaded = M::load(world, id);
    let what = loaded.and_then(|loaded| slot.machine.difference(&loaded));
    if let Some(what) = what {
        let detail = format!("{} {id}: {what}", M::TAG.word());
        world.fail("refusal-leaves-no-trace", detail);
    }
}

fn tick<M: Kind>(world: &mut World, id: &str, slot: &mut Slot<M>, now: Time, batch: &mut Batch<M>) {
    slot.twin = None; // time limits begin anew after a crash, so the copies may part here
    let due = slot.machine.deadline().is_some_and(|time| time <= now);
    let outcome = slot.machine.tick(now);
    world.steps += 1;
    world.seen.count(M::TAG.tick());
    let quiet = outcome.rows.is_empty() && outcome.events.is_empty();
    if !due && !quiet {
        let detail = format!(
            "{} {id}: a tick before the deadline did something",
            M::TAG.word()
        );
        world.fail("early-tick-is-harmless", detail);
    }
    let about = || match due {
        true => "deadline".to_string(),
        false => "deadline (too early)".to_string(),
    };
    world.tell_step(M::TAG, id, now, about, String::new, &outcome.events);
    batch.steps.push(Step {
        fact: None,
        reply: None,
        rows: outcome.rows,
        events: outcome.events,
    });
    batch.effects.extend(outcome.effects);
}

/// Whether two results of the same fact differ in anything that the world can see.
fn differ<M: Kind>(
    left: &Result<Outcome<M::Reply, M::Effect>, M::Refusal>,
    right: &Result<Outcome<M::Reply, M::Effect>, M::Refusal>,
) -> Option<String> {
    match (left, right) {
        (Ok(left), Ok(right)) => {
            let what = if left.reply != right.reply {
                format!("replies {:?} and {:?}", left.reply, right.reply)
            } else if left.rows != right.rows {
                "other rows".into()
            } else if left.events != right.events {
                "other events".into()
            } else if left.effects != right.effects {
                format!("effects {:?} and {:?}", left.effects, right.effects)
            } else {
                return None;
            };
            Some(what)
        }
        (Err(left), Err(right)) if left == right => None,
        (Err(left), Err(right)) => Some(format!("refusals {left:?} and {right:?}")),
        (Ok(left), Err(right)) => Some(format!("{:?} and refusal {right:?}", left.reply)),
        (Err(left), Ok(right)) => Some(format!("refusal {left:?} and {:?}", right.reply)),
    }
}

/// Stores a turn, and lets the watch see each step of it. False when the store failed.
fn commit<M: Kind>(world: &mut World, id: &str, batch: &Batch<M>) -> bool {
    let rows = merged(&batch.steps);
    if !rows.is_empty() && world.roll(Ingredient::CommitFailure, 4) {
        world.say(|| format!("       the commit of {} {id} fails", M::TAG.word()));
        return false;
    }
    if let Err(row) = world.rows.commit(&rows) {
        let detail = format!("{} {id}: the row {row} is not as demanded", M::TAG.word());
        world.fail("machine-commits", detail);
        return false;
    }
    world.births(&rows);
    for effect in &batch.effects {
        if let Some(identity) = M::identity(id, effect) {
            world.issued.insert(identity);
        }
    }
    for step in &batch.steps {
        watched(world, id, step);
    }
    true
}

/// Rows of several steps, the last write of a row winning, the first condition staying.
fn merged<M: Machine>(steps: &[Step<M>]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut place: HashMap<(&'static str, &str), usize> = HashMap::new();
    for row in steps.iter().flat_map(|step| &step.rows) {
        match place.get(&(row.kind, row.key.as_str())) {
            Some(&at) => rows[at].doc.clone_from(&row.doc),
            None => {
                place.insert((row.kind, &row.key), rows.len());
                rows.push(row.clone());
            }
        }
    }
    rows
}
