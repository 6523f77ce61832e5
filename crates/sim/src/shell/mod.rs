//! What drives the machines: the server's driver (letters, one commit per turn, then answers and
//! effects) on a virtual clock, with crashes at every seam. Knows no machine in particular.

use std::collections::BTreeMap;
use std::fmt::Debug;

use towline_core::{Event, Machine, Row, Time};

use crate::plan::Ingredient;
use crate::rows::Rows;
use crate::watch::{Failure, Watch};
use crate::world::{Happening, Tag, Teller, World};

mod turn;

pub(crate) use turn::turn;

/// Steps that a machine and its reloaded copy take side by side after a crash.
const TWIN_STEPS: u8 = 4;

/// The wait before a machine is loaded again whose changes could not be stored.
const RECOVERY: i64 = 1000;

/// A machine that the simulator can drive: how to load it, act for it and watch it.
pub(crate) trait Kind:
    Machine<
        Fact: Clone,
        Reply: PartialEq + Debug + Clone,
        Refusal: PartialEq,
        Effect: PartialEq + Debug,
    >
{
    const TAG: Tag;
    fn slots(world: &mut World) -> &mut Slots<Self>;
    fn load(world: &World, id: &str) -> Option<Self>;
    /// Ids that the server takes up at its start.
    fn unfinished(rows: &Rows) -> Vec<String>;
    fn perform(world: &mut World, id: &str, effect: Self::Effect);
    fn answered(world: &mut World, id: &str, from: Teller, fact: Self::Fact, answer: Answer<Self>);
    /// What differs between the lost machine and the one loaded from its rows.
    fn difference(&self, loaded: &Self) -> Option<String>;
    /// An effect's identity, and whether it may be pending.
    fn identity(id: &str, effect: &Self::Effect) -> Option<String>;
    /// Effects that its rows say must be pending.
    fn outstanding(rows: &Rows, id: &str) -> Vec<String>;
    /// The names of a fact and of a refusal, for coverage.
    fn fact(fact: &Self::Fact) -> &'static str;
    fn reply(reply: &Self::Reply) -> &'static str;
    fn refusal(refusal: &Self::Refusal) -> &'static str;
    /// What a fact is about, for the trace; never a secret.
    fn about(fact: &Self::Fact) -> String;
    fn check(watch: &mut Watch, id: &str, step: &Step<Self>, now: Time) -> Result<(), Failure>;
}

/// How a fact was answered.
#[derive(Debug)]
pub(crate) enum Answer<M: Machine> {
    Ok(M::Reply),
    Refused(M::Refusal),
    Missing,
    /// Not stored; the server says so.
    Failed,
    /// The connection broke: it may have been stored or not.
    Lost,
}

/// What one step of a machine did.
pub(crate) struct Step<M: Machine> {
    /// `None` for a deadline or a birth.
    pub(crate) fact: Option<M::Fact>,
    pub(crate) reply: Option<M::Reply>,
    pub(crate) rows: Vec<Row>,
    pub(crate) events: Vec<Event>,
}

pub(crate) struct Letter<M: Machine> {
    fact: M::Fact,
    from: Teller,
}

/// A live machine in the server's memory.
pub(crate) struct Slot<M: Machine> {
    pub(crate) machine: M,
    letters: Vec<Letter<M>>,
    turn_due: bool,
    wake: Option<i64>,
    twin: Option<(M, u8)>,
}

impl<M: Machine> Slot<M> {
    pub(crate) fn new(machine: M) -> Slot<M> {
        Slot {
            machine,
            letters: Vec::new(),
            turn_due: false,
            wake: None,
            twin: None,
        }
    }
}

/// All live machines of a kind, and those that the last crash took, to be compared.
pub(crate) struct Slots<M: Machine> {
    pub(crate) live: BTreeMap<String, Slot<M>>,
    ghosts: BTreeMap<String, M>,
}

impl<M: Machine> Default for Slots<M> {
    fn default() -> Self {
        Slots {
            live: BTreeMap::new(),
            ghosts: BTreeMap::new(),
        }
    }
}

/// Delivers a fact; the answer comes after the commit.
pub(crate) fn tell<M: Kind>(world: &mut World, id: &str, fact: M::Fact, from: Teller) {
    if !world.up {
        return M::answered(world, id, from, fact, Answer::Lost);
    }
    if !wake::<M>(world, id) {
        return M::answered(world, id, from, fact, Answer::Missing);
    }
    // Facts that come close together share a commit.
    let delay = world.random.between(0, 9);
    let Some(slot) = M::slots(world).live.get_mut(id) else {
        return;
    };
    slot.letters.push(Letter { fact, from });
    if !std::mem::replace(&mut slot.turn_due, true) {
        let life = world.life;
        world.after(delay, Happening::Turn(M::TAG, id.to_string(), life));
    }
}

/// Takes a machine up unless it is live; false when there is none.
pub(crate) fn wake<M: Kind>(world: &mut World, id: &str) -> bool {
    if M::slots(world).live.contains_key(id) {
        return true;
    }
    let Some(machine) = M::load(world, id) else {
        return false;
    };
    let mut slot = Slot::new(machine);
    if let Some(ghost) = M::slots(world).ghosts.remove(id) {
        if let Some(what) = ghost.difference(&slot.machine) {
            let detail = format!("{} {id}: {what}", M::TAG.word());
            return world.fail("reload-equals-lost", detail);
        }
        world.seen.count("check: reloaded machine compared");
        slot.twin = Some((ghost, TWIN_STEPS));
    }
    let pending = slot.machine.pending();
    let mut ids: Vec<String> = pending.iter().filter_map(|e| M::identity(id, e)).collect();
    let mut outstanding = M::outstanding(&world.rows, id);
    ids.sort();
    outstanding.sort();
    let unasked = ids.iter().find(|effect| !world.issued.contains(*effect));
    if ids != outstanding || unasked.is_some() {
        let detail = format!(
            "{} {id} asks again for {ids:?}, its rows say {outstanding:?}, never asked before: \
             {unasked:?}",
            M::TAG.word()
        );
        return world.fail("pending-is-outstanding", detail);
    }
    M::slots(world).live.insert(id.to_string(), slot);
    for effect in pending {
        M::perform(world, id, effect);
    }
    arm::<M>(world, id);
    true
}

/// A new machine whose birth was stored.
pub(crate) fn born<M: Kind>(world: &mut World, id: &str, machine: M, effects: Vec<M::Effect>) {
    let slot = Slot::new(machine);
    M::slots(world).live.insert(id.to_string(), slot);
    act::<M>(world, id, effects);
    retire::<M>(world, id);
    arm::<M>(world, id);
}

/// The deadline's alarm.
pub(crate) fn alarm<M: Kind>(world: &mut World, id: &str) {
    let now = world.now();
    let Some(slot) = M::slots(world).live.get_mut(id) else {
        return;
    };
    slot.wake = None;
    match slot.machine.deadline() {
        Some(time) if time <= now => turn::<M>(world, id),
        _ => arm::<M>(world, id),
    }
}

/// Sets the alarm of a machine's next deadline.
pub(crate) fn arm<M: Kind>(world: &mut World, id: &str) {
    let Some(slot) = M::slots(world).live.get(id) else {
        return;
    };
    let (deadline, set) = (slot.machine.deadline(), slot.wake);
    let Some(deadline) = deadline else { return };
    let at = world.moment(deadline);
    if set.is_some_and(|set| set <= at) {
        return;
    }
    if let Some(slot) = M::slots(world).live.get_mut(id) {
        slot.wake = Some(at);
    }
    let happening = Happening::Alarm(M::TAG, id.to_string(), world.life);
    world.at(at, happening);
}

/// The process dies: what was committed is kept aside, to be compared with what is loaded.
pub(crate) fn die<M: Kind>(world: &mut World) {
    let lost = std::mem::take(&mut M::slots(world).live);
    for (id, slot) in lost {
        M::slots(world).ghosts.insert(id.clone(), slot.machine);
        lose(world, &id, slot.letters.into_iter(), || Answer::Lost);
    }
}

/// The process is back: takes up what is not finished.
pub(crate) fn resume<M: Kind>(world: &mut World) {
    for id in M::unfinished(&world.rows) {
        wake::<M>(world, &id);
    }
    let forgotten: Vec<String> = {
        let ghosts = &M::slots(world).ghosts;
        let live = ghosts.iter().filter(|(_, ghost)| !ghost.finished());
        live.map(|(id, _)| id.clone()).collect()
    };
    M::slots(world).ghosts.clear();
    if let Some(id) = forgotten.first() {
        let detail = format!("{} {id} went on and is not taken up again", M::TAG.word());
        world.fail("taken-up-after-crash", detail);
    }
}

/// Shows a committed step to the watch.
pub(crate) fn watched<M: Kind>(world: &mut World, id: &str, step: &Step<M>) {
    for event in &step.events {
        world.seen.event(&event.kind);
    }
    let now = world.now();
    if let Err(failure) = M::check(&mut world.watch, id, step, now) {
        world.fail(failure.invariant, failure.detail);
    }
    world.wake_waiters(&step.rows);
}

/// Carries effects out, unless the process dies among them.
fn act<M: Kind>(world: &mut World, id: &str, effects: Vec<M::Effect>) {
    let life = world.life;
    for effect in effects {
        if world.life != life || !world.up {
            return;
        }
        if world.roll(Ingredient::Crash, 1) {
            world.say(|| format!("       crash between effects of {} {id}", M::TAG.word()));
            return world.crash();
        }
        M::perform(world, id, effect);
    }
}

/// A finished machine with nothing to step leaves memory.
fn retire<M: Kind>(world: &mut World, id: &str) {
    let live = &mut M::slots(world).live;
    if live
        .get(id)
        .is_some_and(|slot| slot.machine.finished() && slot.letters.is_empty())
    {
        live.remove(id);
    }
}

fn lose<M: Kind>(
    world: &mut World,
    id: &str,
    letters: impl Iterator<Item = Letter<M>>,
    answer: impl Fn() -> Answer<M>,
) {
    for letter in letters {
        M::answered(world, id, letter.from, letter.fact, answer());
    }
}
