//! Random fleets, random behaviour of hosts, crashes at any step: the promises hold.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::fleet::{Fleet, earlier, hosts, order, revision};
use crate::deployment::*;
use crate::event::witness::Witness;
use crate::{Machine, Span};

/// What happens to one offered command.
#[derive(Debug, Clone, Copy)]
enum Move {
    Succeed,
    Fail,
    AcknowledgeTwice,
    CompleteTwice,
    LosingReport,
    Silence,
    Crash,
    Stop,
    Wait,
}

fn moves() -> impl Strategy<Value = Vec<(usize, Move)>> {
    let kind = prop_oneof![
        12 => Just(Move::Succeed),
        3 => Just(Move::Fail),
        2 => Just(Move::AcknowledgeTwice),
        2 => Just(Move::CompleteTwice),
        2 => Just(Move::LosingReport),
        1 => Just(Move::Silence),
        1 => Just(Move::Crash),
        1 => Just(Move::Wait),
    ];
    let last = prop_oneof![6 => Just(Move::Succeed), 1 => Just(Move::Stop)];
    (
        prop::collection::vec((any::<usize>(), kind), 0..120),
        any::<usize>(),
        last,
    )
        .prop_map(|(mut list, place, last)| {
            list.push((place, last));
            list
        })
}

fn minimum() -> impl Strategy<Value = Minimum> {
    prop_oneof![
        (0u32..12).prop_map(Minimum::HostCount),
        (0u32..100).prop_map(Minimum::FleetPercent),
        Just(Minimum::OneAtATime),
    ]
}

/// Watches a fleet from outside.
struct Watch {
    required: usize,
    /// Health as the world sees it: from the last result on each host.
    healthy: BTreeMap<String, bool>,
    started: BTreeSet<String>,
    attempted: BTreeSet<String>,
}

impl Watch {
    fn new(fleet: &Fleet) -> Watch {
        let targets = fleet.machine.targets();
        let minimum = fleet.machine.record().order.config.minimum;
        Watch {
            required: minimum.required(targets.len()),
            healthy: targets
                .iter()
                .map(|t| (t.name.clone(), t.before.healthy))
                .collect(),
            started: BTreeSet::new(),
            attempted: BTreeSet::new(),
        }
    }

    /// A host begins its first command: it counts as down from here on.
    fn taken(&mut self, command: &HostCommand) {
        if !self.attempted.insert(command.host.clone()) {
            return;
        }
        let was = self.healthy.insert(command.host.clone(), false);
        let left = self.healthy.values().filter(|healthy| **healthy).count();
        assert!(
            was != Some(true) || left >= self.required,
            "{} was taken although only {left} of {} healthy hosts remain",
            command.host,
            self.required
        );
    }

    fn results(&mut self, fleet: &Fleet) {
        for target in fleet.machine.targets() {
            if target.status == Progress::Succeeded {
                self.healthy.insert(target.name.clone(), true);
            }
        }
    }

    fn starts(&mut self, command: &HostCommand) {
        assert!(
            self.started.insert(command.id.clone()),
            "{} started twice",
            command.id
        );
    }
}

fn play(fleet: &mut Fleet, watch: &mut Watch, pick: usize, what: Move) {
    let place = match fleet.offered.len() {
        0 => return,
        len => pick % len,
    };
    let command = fleet.offered[place].clone();
    match what {
        Move::Crash => return fleet.reload(),
        Move::Silence => return fleet.next_deadline(),
        Move::Wait => fleet.now = fleet.now + Span::seconds(30),
        Move::Stop => {
            fleet
                .tell(Fact::Stop {
                    rollback: None,
                    by: "arn:ann".into(),
                })
                .expect("not ended");
            return;
        }
        _ => {}
    }
    watch.taken(&command);
    if fleet.acknowledge(&command) == Reply::Run {
        watch.starts(&command);
    }
    if matches!(what, Move::AcknowledgeTwice) {
        assert_eq!(fleet.acknowledge(&command), Reply::Drop);
    }
    if matches!(what, Move::LosingReport) {
        let heard = fleet.report(&command, Some("another"), pick.is_multiple_of(2));
        assert_eq!(heard, (Reply::Ignored, 0), "somebody else has the command");
    }
    fleet.complete(&command, !matches!(what, Move::Fail));
    if matches!(what, Move::CompleteTwice) {
        assert_eq!(
            fleet.complete(&command, false),
            0,
            "the first result counts"
        );
    }
}

fn check(fleet: &Fleet, total: usize) {
    let counts = fleet.counts();
    assert_eq!(counts.total(), total);
    for (status, expected) in [
        (Progress::Pending, counts.pending),
        (Progress::InProgress, counts.in_progress),
        (Progress::Succeeded, counts.succeeded),
        (Progress::Failed, counts.failed),
        (Progress::Skipped, counts.skipped),
    ] {
        let found = fleet
            .machine
            .targets()
            .iter()
            .filter(|t| t.status == status)
            .count();
        assert_eq!(found, expected, "{status:?}");
    }
    let ended = fleet.machine.finished();
    assert!(!ended || counts.pending + counts.in_progress == 0);
    assert_eq!(ended, !fleet.is_active());
    explained(fleet);
}

/// The deployment and each of its targets say what they wait for, or how they ended.
fn explained(fleet: &Fleet) {
    let record = fleet.machine.record();
    let well = record.status == Status::Succeeded;
    assert!(record.reason.explains(well), "{:?}", record.reason);
    for target in fleet.machine.targets() {
        let reason = target.reason.as_ref().expect("a reason");
        let well = target.status == Progress::Succeeded;
        assert!(reason.explains(well), "{}: {reason:?}", target.name);
        assert!(reason.since <= fleet.now, "{reason:?}");
    }
}

/// Plays one history to its end.
fn history(
    minimum: Minimum,
    standings: &[(bool, u8)],
    moves: Vec<(usize, Move)>,
    witness: Option<Witness>,
) {
    let mut all = hosts(standings.len());
    for (host, (healthy, kind)) in all.iter_mut().zip(standings) {
        let key = ["old.zip", "older.zip"].get(usize::from(*kind));
        host.standing = Standing {
            healthy: *healthy,
            revision: key.map(|key| revision(key)),
        };
    }
    let mut wanted = order(minimum);
    wanted.previous = Some(earlier());
    let mut fleet = Fleet::watched(wanted, all, witness);
    let mut watch = Watch::new(&fleet);
    for (pick, what) in moves {
        play(&mut fleet, &mut watch, pick, what);
        watch.results(&fleet);
        check(&fleet, standings.len());
    }
    // Faults stop: whatever is on offer is served, and time passes for what is lost.
    while !fleet.machine.finished() {
        play(&mut fleet, &mut watch, 0, Move::Succeed);
        if fleet.offered.is_empty() && !fleet.machine.finished() {
            fleet.next_deadline();
        }
        watch.results(&fleet);
    }
    check(&fleet, standings.len());
    let failed = fleet.status() != Status::Succeeded;
    assert_eq!(failed, fleet.machine.record().error.is_some());
}

proptest! {
    #[test]
    fn promises_hold(
        minimum in minimum(),
        standings in prop::collection::vec((any::<bool>(), 0..3u8), 1..14),
        moves in moves(),
    ) {
        history(minimum, &standings, moves, None);
    }
}

proptest! {
    // Reading every row again is slow.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_change_is_told(
        minimum in minimum(),
        standings in prop::collection::vec((any::<bool>(), 0..3u8), 1..6),
        moves in moves(),
    ) {
        history(minimum, &standings, moves, Some(Witness::default()));
    }
}
