//! Logs by line: `GetLogLines` and `SearchLog`, for whoever looks at a part of a long log.
//!
//! A log of a build is a file; where its lines are is found out once, as far as it has been read, and
//! kept ([`index`]). What a lifecycle event script printed is in events; it is gathered once and gone
//! on with ([`output`]). When a line came is told with it ([`times`]). All are kept in memory for the few
//! logs that were looked at lately, and made again from what is stored when they are not.

mod index;
mod output;
mod times;

use std::sync::Arc;

use tokio::sync::{Mutex, watch};
use tokio::time::{Duration, Instant, sleep_until};
use towline_api::towline::{
    GetLogLinesInput, GetLogLinesOutput, LineTime, SearchLogInput, SearchLogOutput,
};
use towline_api::{ApiError, Timestamp};
use towline_core::Time;

use crate::App;
use crate::runners;
use index::Index;
use output::Output;
use times::Times;
pub(crate) use times::note;

/// Logs that are remembered.
const KEPT: usize = 32;

/// Lines of one answer unless the caller says otherwise.
const DEFAULT_LIMIT: usize = 500;

/// Lines that one search looks through before it answers.
const SEARCHED: usize = 200_000;

/// What was found out about logs lately, the latest last.
#[derive(Default)]
pub(crate) struct Logs {
    builds: Lately<BuildLog>,
    deployments: Lately<Output>,
    /// Changes whenever lines came to the log of any build.
    growth: watch::Sender<()>,
}

impl Logs {
    /// Lines came to the log of a build.
    pub(crate) fn grew(&self) {
        self.growth.send_replace(());
    }
}

/// Where the lines of a build's log are, and when they came.
#[derive(Default)]
struct BuildLog {
    index: Index,
    times: Times,
}

/// Things by id, each behind its own lock, the least recently used dropped.
struct Lately<T>(std::sync::Mutex<Vec<(String, Arc<Mutex<T>>)>>);

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Lately(std::sync::Mutex::default())
    }
}

impl<T: Default> Lately<T> {
    fn of(&self, id: &str) -> Arc<Mutex<T>> {
        let mut all = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let at = all.iter().position(|(one, _)| one == id);
        let entry = match at {
            Some(at) => all.remove(at),
            None => (id.to_string(), Arc::default()),
        };
        let found = Arc::clone(&entry.1);
        all.push(entry);
        if all.len() > KEPT {
            all.remove(0);
        }
        found
    }
}

/// Which log.
enum Source<'a> {
    Build(&'a str),
    Script {
        deployment: &'a str,
        target: &'a str,
        event: &'a str,
    },
}

impl<'a> Source<'a> {
    fn of(id: &'a str, target: Option<&'a str>, event: Option<&'a str>) -> Result<Self, ApiError> {
        match (target, event) {
            (None, None) => Ok(Source::Build(id)),
            (Some(target), Some(event)) => Ok(Source::Script {
                deployment: id,
                target,
                event,
            }),
            _ => Err(ApiError::new(
                "ValidationException",
                "target and lifecycleEvent are given together, with the id of a deployment, or \
                 not at all, with the id of a build",
            )),
        }
    }
}

/// `GetLogLines`. With `waitSeconds`, a log that has nothing after `from` yet is waited for.
pub(crate) async fn get(app: &App, input: GetLogLinesInput) -> Result<GetLogLinesOutput, ApiError> {
    // Held for a client, so in real time.
    let patience = u64::try_from(input.wait_seconds.unwrap_or(0)).unwrap_or(0);
    let end = Instant::now() + Duration::from_secs(patience);
    // Subscribed before the first look, so that nothing slips between look and wait.
    let (mut growth, mut news) = (app.logs.growth.subscribe(), app.bus.subscribe());
    loop {
        growth.mark_unchanged();
        news.mark_unchanged();
        let found = look(app, &input).await?;
        if !found.lines.is_empty() || found.complete || Instant::now() >= end {
            return Ok(found);
        }
        let wait = app.clock.idle(async {
            tokio::select! {
                _ = growth.changed() => true,
                // The end of a build, and what scripts print, are events.
                _ = news.changed() => true,
                () = sleep_until(end) => true,
                () = app.stop.cancelled() => false,
            }
        });
        if !wait.await {
            return Ok(found);
        }
    }
}

/// A line and when it came.
type Timed = (Option<Time>, String);

async fn look(app: &App, input: &GetLogLinesInput) -> Result<GetLogLinesOutput, ApiError> {
    let from = number(input.from);
    let limit = limit(input.limit);
    let (lines, total, complete) = match Source::of(
        &input.id,
        input.target.as_deref(),
        input.lifecycle_event.as_deref(),
    )? {
        Source::Build(id) => {
            let complete = runners::is_over(app, id).await?;
            let (lines, total) = build_lines(app, id, from, limit).await?;
            (lines, total, complete)
        }
        Source::Script {
            deployment,
            target,
            event,
        } => {
            let output = app.logs.deployments.of(deployment);
            let mut output = output.lock().await;
            output.catch_up(app, deployment).await?;
            let all = output.lines(target, event);
            let some = all.iter().skip(from).take(limit);
            (
                some.map(|(at, line)| (Some(*at), line.clone())).collect(),
                all.len(),
                output.is_over(app, deployment, target, event).await?,
            )
        }
    };
    Ok(GetLogLinesOutput {
        times: Some(moments(&lines, from)).filter(|times| !times.is_empty()),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        from: offset(from),
        total: offset(total),
        complete,
    })
}

async fn build_lines(
    app: &App,
    id: &str,
    from: usize,
    limit: usize,
) -> Result<(Vec<Timed>, usize), ApiError> {
    let log = app.logs.builds.of(id);
    let mut log = log.lock().await;
    let path = runners::log_file(app, id);
    let (lines, total) = log.index.read(&path, from, limit).await?;
    let times = log.times.go_on(&runners::log_times(app, id)).await;
    times.map_err(|error| crate::fault::disk("the times of a build's log", &error))?;
    let timed = lines
        .into_iter()
        .map(|(place, line)| (log.times.of(place), line));
    Ok((timed.collect(), total))
}

/// The lines from which on another time holds.
fn moments(lines: &[Timed], from: usize) -> Vec<LineTime> {
    let mut moments = Vec::new();
    let mut last = None;
    for (number, (at, _)) in lines.iter().enumerate() {
        if let Some(at) = at.filter(|at| last != Some(*at)) {
            moments.push(LineTime {
                line: offset(from + number),
                at: Timestamp(at.epoch_seconds()),
            });
            last = Some(at);
        }
    }
    moments
}

/// `SearchLog`: numbers of the lines, from `from` on, in which the text is found whatever its case;
/// `next` is the line to go on from, or the end.
pub(crate) async fn search(app: &App, input: SearchLogInput) -> Result<SearchLogOutput, ApiError> {
    let limit = limit(input.limit);
    let wanted = input.text.to_lowercase();
    let mut from = number(input.from);
    let first = from;
    let mut numbers = Vec::new();
    loop {
        let page = look(
            app,
            &GetLogLinesInput {
                id: input.id.clone(),
                target: input.target.clone(),
                lifecycle_event: input.lifecycle_event.clone(),
                from: Some(offset(from)),
                limit: Some(1000),
                wait_seconds: None,
            },
        )
        .await?;
        for line in &page.lines {
            if numbers.len() < limit && line.to_lowercase().contains(&wanted) {
                numbers.push(offset(from));
            }
            from += 1;
        }
        if page.lines.is_empty() || numbers.len() >= limit || from - first >= SEARCHED {
            let next = match numbers.last() {
                Some(last) if numbers.len() >= limit => last + 1,
                _ => offset(from),
            };
            return Ok(SearchLogOutput { numbers, next });
        }
    }
}

fn number(offset: Option<i64>) -> usize {
    offset.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

fn limit(limit: Option<i32>) -> usize {
    let limit = limit.and_then(|n| usize::try_from(n).ok());
    limit.unwrap_or(DEFAULT_LIMIT)
}

fn offset(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
