//! Counts events as they are stored, and leaves what was counted behind for the next start.

use std::collections::BTreeSet;
use std::sync::Arc;

use towline_core::measures::{History, Hour};
use towline_core::{Row, Span};
use towline_store::{Range, StoreError, StoreExt, StoredEvent};

use crate::App;
use crate::clock::patience;

/// Row kind of [`Hour`]; key: its number.
const HOUR: &str = "measures-hour";
/// Row kind of the number of the last event in them; key: [`FORM`].
const SEEN: &str = "measures-seen";
/// Changes when tallies count something else: then everything is counted again.
const FORM: &str = "1";

/// Events read at once.
const PAGE: usize = 1000;

/// A start counts at most so many events again, or those of one page more.
const CHECKPOINT: usize = 10_000;

/// The wait before the store is asked again that failed.
const PAUSE: Span = Span::seconds(5);

/// Events that come in this time are read together.
const GATHER: Span = Span(200);

/// Counts for as long as the server runs.
pub(crate) async fn keep(app: Arc<App>) {
    let mut news = app.bus.subscribe();
    while let Err(error) = restore(&app).await {
        trouble(&app, &error).await;
    }
    let mut changed = Changed::default();
    loop {
        news.mark_unchanged();
        if let Err(error) = catch_up(&app, &mut changed).await {
            trouble(&app, &error).await;
        } else if app.clock.idle(news.changed()).await.is_ok() {
            app.clock.idle(patience(GATHER)).await;
        }
    }
}

async fn trouble(app: &App, error: &StoreError) {
    tracing::warn!(%error, "events are not counted yet, trying again");
    app.clock.idle(patience(PAUSE)).await;
}

/// Hours that differ from their rows.
#[derive(Default)]
struct Changed {
    hours: BTreeSet<i64>,
    events: usize,
}

async fn restore(app: &App) -> Result<(), StoreError> {
    let seen: Option<u64> = app.store.get_as(SEEN, FORM).await?;
    let Some(seen) = seen else { return Ok(()) };
    let rows: Vec<(String, Hour)> = app.store.list_as(HOUR, Range::default()).await?;
    let hours = rows.into_iter().filter_map(|(key, hour)| {
        let number = key.split_once('/')?.1.parse().ok()?;
        key.starts_with(FORM).then_some((number, hour))
    });
    *app.measures.history() = History::restore(hours, seen);
    app.measures.seen.send_replace(seen);
    Ok(())
}

/// Counts every event that is stored.
async fn catch_up(app: &App, changed: &mut Changed) -> Result<(), StoreError> {
    loop {
        let seen = app.measures.history().seen();
        let events = app.store.events(seen, PAGE).await?;
        if events.is_empty() {
            return Ok(());
        }
        app.measures.seen.send_replace(count(app, &events, changed));
        if changed.events >= CHECKPOINT {
            checkpoint(app, changed).await?;
        }
    }
}

/// Counts a page of events and gives the number of the last.
fn count(app: &App, events: &[StoredEvent], changed: &mut Changed) -> u64 {
    let mut history = app.measures.history();
    for stored in events {
        changed.hours.extend(history.add(stored.seq, &stored.event));
        changed.events += 1;
    }
    history.seen()
}

/// Stores the hours that changed, and up to which event they count, in one transaction.
async fn checkpoint(app: &App, changed: &mut Changed) -> Result<(), StoreError> {
    let rows = {
        let history = app.measures.history();
        let hours = changed.hours.iter();
        let hours = hours.filter_map(|number| {
            let hour = history.hour(*number)?;
            Some(Row::put(HOUR, format!("{FORM}/{number:012}"), hour))
        });
        let mut rows: Vec<Row> = hours.collect();
        rows.push(Row::put(SEEN, FORM, &history.seen()));
        rows
    };
    app.commit(rows, Vec::new()).await?;
    *changed = Changed::default();
    Ok(())
}
