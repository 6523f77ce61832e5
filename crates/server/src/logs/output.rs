//! What lifecycle event scripts of one deployment printed, gathered from the events that carry it.

use std::collections::HashMap;

use towline_api::ApiError;
use towline_core::deployment::record::DEPLOYMENT;
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{Record, Target};
use towline_core::{Span, Time};

use crate::App;
use crate::codedeploy::rows::{self, fault};
use crate::events::before;

/// Events of one look at the store.
const PAGE: usize = 500;

/// A host may report a little after its deployment has ended.
const LATE: Span = Span::minutes(1);

/// The lines of one deployment so far, by target and lifecycle event.
#[derive(Default)]
pub(super) struct Output {
    /// The last event that was looked at.
    seen: Option<u64>,
    lines: HashMap<(String, String), Vec<(Time, String)>>,
    /// Everything was gathered.
    whole: bool,
}

impl Output {
    /// Takes what was printed since the last look.
    pub(super) async fn catch_up(&mut self, app: &App, id: &str) -> Result<(), ApiError> {
        if self.whole {
            return Ok(());
        }
        let Some(record) = rows::get::<Record>(app, DEPLOYMENT, id).await? else {
            let text = format!("there is no deployment `{id}`");
            return Err(ApiError::new("ResourceNotFoundException", text));
        };
        let end = record.completed.map(|at| at + LATE);
        let mut seen = match self.seen {
            Some(seen) => seen,
            None => first(app, record.order.created).await?,
        };
        loop {
            let page = app.store.events(seen, PAGE).await.map_err(fault)?;
            let Some(last) = page.last() else {
                break;
            };
            seen = last.seq;
            let over = end.is_some_and(|end| last.event.at > end);
            for stored in page {
                let event = stored.event;
                if event.kind == "target.output" && event.subject == id {
                    self.take(event.at, &event.detail);
                }
            }
            if over {
                self.whole = true;
                break;
            }
        }
        self.seen = Some(seen);
        Ok(())
    }

    fn take(&mut self, at: Time, detail: &serde_json::Value) {
        let text = |name: &str| detail[name].as_str().unwrap_or_default().to_string();
        let lines = self
            .lines
            .entry((text("target"), text("lifecycleEvent")))
            .or_default();
        let new = detail["lines"].as_array().into_iter().flatten();
        lines.extend(new.filter_map(|line| Some((at, line.as_str()?.to_string()))));
    }

    /// The lines of one script, each with the time at which its host reported it.
    pub(super) fn lines(&self, target: &str, event: &str) -> &[(Time, String)] {
        let found = self.lines.get(&(target.to_string(), event.to_string()));
        found.map_or(&[], Vec::as_slice)
    }

    /// Whether nothing more will come of it.
    pub(super) async fn is_over(
        &self,
        app: &App,
        deployment: &str,
        target: &str,
        event: &str,
    ) -> Result<bool, ApiError> {
        let key = format!("{deployment}/{target}");
        let Some(target) = rows::get::<Target>(app, TARGET, &key).await? else {
            return Ok(true);
        };
        let found = target.events.iter().find(|one| one.name == event);
        Ok(target.status.is_final() || found.is_none_or(|one| one.status.is_final()))
    }
}

async fn first(app: &App, created: Time) -> Result<u64, ApiError> {
    let newest = app.store.last_event().await.map_err(fault)?;
    before(&*app.store, created, newest).await.map_err(fault)
}
