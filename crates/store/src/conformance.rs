//! What every [`Store`] must do, whatever database is behind it. Called by each database's tests.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::json;
use towline_core::{Event, Expect, Row, Time};

use crate::{Batch, Range, Store, StoreError, StoredEvent};

/// Opens the same database again and again; each call of [`suite`] starts with an empty one.
pub(crate) trait Reopen {
    /// The database under test.
    type Store: Store;
    /// Opens what the last store left behind.
    fn open(&self) -> Self::Store;
}

/// All of it, each part on a database made by `fresh`.
pub(crate) async fn suite<R: Reopen>(fresh: impl Fn() -> R) {
    everything_survives_reopening(&fresh()).await;
    a_refused_batch_leaves_no_trace(&fresh().open()).await;
    conditions_speak_of_the_stored_row(&fresh().open()).await;
    event_numbers_grow(&fresh().open()).await;
    ranges_cut_in_byte_order(&fresh().open()).await;
    concurrent_creates_have_one_winner(&fresh().open()).await;
}

fn rows(rows: Vec<Row>) -> Batch {
    Batch {
        rows,
        events: vec![],
    }
}

fn event(subject: &str) -> Event {
    Event {
        at: Time(1),
        kind: "test.happened".into(),
        subject: subject.into(),
        detail: json!({ "n": 1 }),
    }
}

async fn everything_survives_reopening<R: Reopen>(database: &R) {
    let store = database.open();
    let batch = Batch {
        rows: vec![Row::put("a", "1", &json!({"x": "é"}))],
        events: vec![event("one")],
    };
    let seq = store.commit(batch).await.expect("commit");
    drop(store);
    let store = database.open();
    let text = store.get("a", "1").await.expect("get");
    assert_eq!(text.as_deref(), Some(r#"{"x":"é"}"#));
    assert_eq!(store.get("b", "1").await.expect("get"), None);
    assert_eq!(store.last_event().await.expect("last"), seq);
    let events = store.events(0, 10).await.expect("events");
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].seq, &*events[0].event), (seq, &event("one")));
}

async fn a_refused_batch_leaves_no_trace(store: &impl Store) {
    store
        .commit(rows(vec![Row::create("a", "taken", &1)]))
        .await
        .expect("commit");
    let refused = store
        .commit(Batch {
            rows: vec![Row::put("a", "new", &2), Row::create("a", "taken", &2)],
            events: vec![event("never")],
        })
        .await;
    assert!(
        matches!(&refused, Err(StoreError::Conflict { kind: "a", key }) if key == "taken"),
        "{refused:?}"
    );
    let all = store.list("a", Range::default()).await.expect("list");
    assert_eq!(all, [("taken".to_string(), "1".to_string())]);
    assert_eq!(store.last_event().await.expect("last"), 0);
}

async fn conditions_speak_of_the_stored_row(store: &impl Store) {
    let is = |text: &str, row: Row| Row {
        expect: Expect::Is(text.into()),
        ..row
    };
    let absent = store
        .commit(rows(vec![is("1", Row::put("a", "k", &2))]))
        .await;
    assert!(matches!(absent, Err(StoreError::Conflict { .. })));
    // Two writes of one row: the second condition does not see the first write.
    let twice = vec![Row::create("a", "k", &1), Row::create("a", "k", &2)];
    store.commit(rows(twice)).await.expect("both hold");
    let stale = store
        .commit(rows(vec![is("1", Row::delete("a", "k"))]))
        .await;
    assert!(matches!(stale, Err(StoreError::Conflict { .. })));
    store
        .commit(rows(vec![is("2", Row::delete("a", "k"))]))
        .await
        .expect("matches");
    assert_eq!(store.get("a", "k").await.expect("get"), None);
}

async fn event_numbers_grow(store: &impl Store) {
    let mut last = 0;
    for n in 0..3 {
        let seq = store
            .commit(Batch {
                rows: vec![],
                events: vec![event(&n.to_string()), event("second")],
            })
            .await
            .expect("commit");
        assert!(seq >= last + 2);
        last = seq;
    }
    let quiet = store.commit(rows(vec![Row::put("a", "k", &1)])).await;
    assert_eq!(quiet.expect("commit"), last);
    let page = store.events(0, 4).await.expect("events");
    assert_eq!(page.len(), 4);
    assert!(page.windows(2).all(|w| w[0].seq < w[1].seq));
    let rest = store.events(page[3].seq, 100).await.expect("events");
    assert_eq!(rest.len(), 2);
    assert_eq!(rest[1].seq, last);
    // From wherever one goes on, the same follows, whether it was stored just now or long ago.
    let all = store.events(0, 100).await.expect("events");
    for (n, stored) in all.iter().enumerate() {
        let after = store.events(stored.seq, 100).await.expect("events");
        let pairs = |events: &[StoredEvent]| -> Vec<_> {
            events.iter().map(|e| (e.seq, e.event.clone())).collect()
        };
        assert_eq!(pairs(&after), pairs(&all[n + 1..]));
    }
}

async fn ranges_cut_in_byte_order(store: &impl Store) {
    let keys = [
        "a",
        "a/",
        "a/1",
        "a/2",
        "a/\u{10ffff}",
        "a0",
        "é",
        "\u{e000}",
        "\u{10000}",
    ];
    let puts = keys.iter().rev().map(|k| Row::put("k", *k, &0)).collect();
    store.commit(rows(puts)).await.expect("commit");
    let list = async |range: Range| -> Vec<String> {
        let found = store.list("k", range).await.expect("list");
        found.into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(list(Range::default()).await, keys);
    assert_eq!(list(Range::prefix("a/")).await, &keys[1..5]);
    let page = |reverse| Range {
        after: Some("a/2".into()),
        limit: 2,
        reverse,
        ..Range::prefix("a/")
    };
    assert_eq!(list(page(false)).await, ["a/\u{10ffff}"]);
    assert_eq!(list(page(true)).await, ["a/1", "a/"]);
}

async fn concurrent_creates_have_one_winner(store: &impl Store) {
    let tries = (0..64).map(|n| store.commit(rows(vec![Row::create("a", "one", &n)])));
    let (mut won, mut lost) = (0, 0);
    for result in futures::future::join_all(tries).await {
        match result {
            Ok(_) => won += 1,
            Err(StoreError::Conflict { .. }) => lost += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((won, lost), (1, 63));
}

/// A step of the property test.
#[derive(Debug, Clone)]
enum Step {
    Commit(Vec<Row>),
    List(Range),
    Reopen,
}

type Model = BTreeMap<(String, String), String>;

/// Any sequence of batches and listings behaves like an ordered map.
pub(crate) fn agrees_with_a_map<R: Reopen>(cases: u32, fresh: impl Fn() -> R) {
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    };
    let steps = proptest::collection::vec(step(), 1..30);
    TestRunner::new(config)
        .run(&steps, |steps| {
            let database = fresh();
            let mut store = database.open();
            let mut model = Model::new();
            for step in steps {
                match step {
                    Step::Commit(batch) => {
                        let expected = model_commit(&mut model, &batch);
                        let got = runtime.block_on(store.commit(rows(batch))).is_ok();
                        prop_assert_eq!(got, expected);
                    }
                    Step::List(range) => {
                        let got = runtime.block_on(store.list("a", range.clone()));
                        prop_assert_eq!(got.map_err(fail)?, model_list(&model, &range));
                    }
                    Step::Reopen => {
                        drop(store);
                        store = database.open();
                    }
                }
            }
            Ok(())
        })
        .expect("the store agrees with the map");
}

fn fail(error: StoreError) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => proptest::collection::vec(row(), 0..5).prop_map(Step::Commit),
        4 => range().prop_map(Step::List),
        1 => Just(Step::Reopen),
    ]
}

/// Few different keys, so that steps meet; awkward characters among them.
fn key() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![Just('a'), Just('/'), Just('\u{d7ff}'), Just(char::MAX)],
        0..4,
    )
    .prop_map(String::from_iter)
}

fn row() -> impl Strategy<Value = Row> {
    let doc = proptest::option::weighted(0.7, (0..3u8).prop_map(|n| n.to_string()));
    let expect = prop_oneof![
        4 => Just(Expect::Any),
        1 => Just(Expect::Absent),
        1 => (0..3u8).prop_map(|n| Expect::Is(n.to_string())),
    ];
    (prop_oneof![Just("a"), Just("b")], key(), doc, expect).prop_map(|(kind, key, doc, expect)| {
        Row {
            kind,
            key,
            doc,
            expect,
        }
    })
}

fn range() -> impl Strategy<Value = Range> {
    (key(), proptest::option::of(key()), 0..4usize, any::<bool>()).prop_map(
        |(prefix, after, limit, reverse)| Range {
            prefix,
            after,
            limit,
            reverse,
        },
    )
}

fn model_commit(model: &mut Model, batch: &[Row]) -> bool {
    let place = |row: &Row| (row.kind.to_string(), row.key.clone());
    let holds = batch.iter().all(|row| match &row.expect {
        Expect::Any => true,
        Expect::Absent => !model.contains_key(&place(row)),
        Expect::Is(text) => model.get(&place(row)) == Some(text),
    });
    if holds {
        for row in batch {
            match &row.doc {
                Some(doc) => model.insert(place(row), doc.clone()),
                None => model.remove(&place(row)),
            };
        }
    }
    holds
}

fn model_list(model: &Model, range: &Range) -> Vec<(String, String)> {
    let after = |key: &String| match &range.after {
        None => true,
        Some(after) if range.reverse => key < after,
        Some(after) => key > after,
    };
    let mut found: Vec<_> = model
        .iter()
        .filter(|((kind, key), _)| kind == "a" && key.starts_with(&range.prefix) && after(key))
        .map(|((_, key), doc)| (key.clone(), doc.clone()))
        .collect();
    if range.reverse {
        found.reverse();
    }
    if range.limit > 0 {
        found.truncate(range.limit);
    }
    found
}
