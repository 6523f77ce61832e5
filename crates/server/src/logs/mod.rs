//! Logs by line: `GetLogLines` and `SearchLog`, for whoever looks at a part of a long log.
//!
//! A log of a build is a file; where its lines are is found out once, as far as it has been read, and
//! kept ([`index`]). What a lifecycle event script printed is in events; it is gathered once and gone
//! on with ([`output`]). Both are kept in memory for the few logs that were looked at lately, and made
//! again from what is stored when they are not.

mod index;
mod output;

use std::sync::Arc;

use tokio::sync::Mutex;
use towline_api::ApiError;
use towline_api::towline::{GetLogLinesInput, GetLogLinesOutput, SearchLogInput, SearchLogOutput};

use crate::App;
use crate::runners;
use index::Index;
use output::Output;

/// Logs that are remembered.
const KEPT: usize = 32;

/// Lines of one answer unless the caller says otherwise.
const DEFAULT_LIMIT: usize = 500;

/// Lines that one search looks through before it answers.
const SEARCHED: usize = 200_000;

/// What was found out about logs lately, the latest last.
#[derive(Default)]
pub(crate) struct Logs {
    builds: Lately<Index>,
    deployments: Lately<Output>,
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

/// `GetLogLines`.
pub(crate) async fn get(app: &App, input: GetLogLinesInput) -> Result<GetLogLinesOutput, ApiError> {
    let from = number(input.from);
    let limit = limit(input.limit);
    let (lines, total, complete) = match Source::of(
        &input.id,
        input.target.as_deref(),
        input.lifecycle_event.as_deref(),
    )? {
        Source::Build(id) => {
            let complete = runners::is_over(app, id).await?;
            let index = app.logs.builds.of(id);
            let mut index = index.lock().await;
            let (lines, total) = index.read(&runners::log_file(app, id), from, limit).await?;
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
            let lines = all.iter().skip(from).take(limit).cloned().collect();
            (
                lines,
                all.len(),
                output.is_over(app, deployment, target, event).await?,
            )
        }
    };
    Ok(GetLogLinesOutput {
        lines,
        from: offset(from),
        total: offset(total),
        complete,
    })
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
        let page = get(
            app,
            GetLogLinesInput {
                id: input.id.clone(),
                target: input.target.clone(),
                lifecycle_event: input.lifecycle_event.clone(),
                from: Some(offset(from)),
                limit: Some(1000),
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
