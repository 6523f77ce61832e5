//! GetMeasures: the measures over any window.

use std::sync::Arc;

use towline_api::towline::{GetMeasuresInput, GetMeasuresOutput, Measure, MeasureTerm};
use towline_api::{ApiError, Timestamp};
use towline_core::measures::{Edge, Report, Tally, Window};
use towline_core::{Span, Time};

use crate::clock::patience;
use crate::{App, fault};

/// The window of a caller who names none.
const DEFAULT: Span = Span::hours(7 * 24);

/// Events read at once.
const PAGE: usize = 1000;

/// How long a caller waits while a new server still counts.
const PATIENCE: Span = Span::seconds(30);

/// Counts everything that was stored before the call.
pub(crate) async fn get(
    app: &Arc<App>,
    input: &GetMeasuresInput,
) -> Result<GetMeasuresOutput, ApiError> {
    let window = window(input, app.clock.now())?;
    let last = app.store.last_event().await;
    counted(app, last.map_err(|e| fault::store(&e))?).await?;
    let (mut tally, edges) = app.measures.history().sum(window);
    for edge in edges {
        add(app, &mut tally, edge).await?;
    }
    let report = Report::new(&tally, window);
    Ok(GetMeasuresOutput {
        since: timestamp(window.from),
        until: timestamp(window.to),
        measures: report.measures.into_iter().map(measure).collect(),
    })
}

/// Ends now at the latest: what has not happened is not measured.
fn window(input: &GetMeasuresInput, now: Time) -> Result<Window, ApiError> {
    let time = |at: Timestamp| Time((at.0 * 1000.0) as i64);
    let to = input.until.map_or(now, time).min(now);
    let window = match (input.since, input.window_seconds) {
        (Some(_), Some(_)) => {
            return Err(invalid("give since or windowSeconds, not both".into()));
        }
        (Some(since), None) => Window {
            from: time(since).max(Time(0)),
            to,
        },
        (None, Some(seconds)) => Window::last(Span::seconds(seconds), to),
        (None, None) => Window::last(DEFAULT, to),
    };
    if window.from < window.to {
        return Ok(window);
    }
    Err(invalid(format!(
        "the window is empty: it begins at {} and ends at {}, which is now at the latest",
        window.from.epoch_seconds(),
        window.to.epoch_seconds()
    )))
}

fn invalid(message: String) -> ApiError {
    ApiError::new("ValidationException", message)
}

/// Returns when the event `last` has been counted.
async fn counted(app: &App, last: u64) -> Result<(), ApiError> {
    let mut seen = app.measures.seen.subscribe();
    tokio::select! {
        _ = app.clock.idle(seen.wait_for(|seen| *seen >= last)) => Ok(()),
        () = patience(PATIENCE) => Err(ApiError {
            code: "ServiceUnavailableException".into(),
            message: format!(
                "events are still being counted: {} of {last}; try again",
                *app.measures.seen.borrow()
            ),
            status: 503,
        }),
    }
}

async fn add(app: &App, tally: &mut Tally, edge: Edge) -> Result<(), ApiError> {
    let mut before = edge.first.saturating_sub(1);
    while before < edge.last {
        let page = app.store.events(before, PAGE).await;
        let page = page.map_err(|e| fault::store(&e))?;
        let Some(newest) = page.last().map(|stored| stored.seq) else {
            return Ok(());
        };
        for stored in page {
            if stored.seq <= edge.last && edge.window.holds(stored.event.at) {
                tally.add(&stored.event);
            }
        }
        before = newest;
    }
    Ok(())
}

fn measure(measure: towline_core::measures::Measure) -> Measure {
    let terms = measure.terms.into_iter().map(|term| MeasureTerm {
        symbol: term.symbol.into(),
        meaning: term.meaning.into(),
        value: term.value,
    });
    Measure {
        name: measure.name.into(),
        formula: measure.formula.into(),
        unit: measure.unit.into(),
        value: measure.value,
        terms: terms.collect(),
    }
}

fn timestamp(at: Time) -> Timestamp {
    Timestamp(at.epoch_seconds())
}
