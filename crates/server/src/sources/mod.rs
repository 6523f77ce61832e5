//! The watcher of sources: a reconciler that tells pipelines when a source they watch has a newer
//! revision than they were told of.
//!
//! ```text
//! push, put, new pipeline ──► event ──► news ─┐
//!                                             ├──► look: newest revision ≠ reported? ──► pipeline
//! start of the server, every minute ──► all ──┘
//! ```
//!
//! It keeps nothing: what was reported is in the pipeline's rows, written in the step that decides
//! about an execution. So an event that is missed, handled twice or lost in a crash only means
//! that the next look finds the difference, and a report that was made before changes nothing.

mod news;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use towline_core::Span;
use towline_core::pipeline::Fact;
use towline_core::pipeline::declaration::{ActionDeclaration, Declaration};
use towline_core::pipeline::records::{PipelineRecord, StateRecord, Trigger, kind};
use towline_providers::source::watches;
use towline_providers::{FailureCode, find};
use towline_store::{Range, StoreError, StoreExt};

use crate::clock::patience;
use crate::world::ServerWorld;
use crate::{App, DriveError};
use news::News;

/// The time between two looks at everything: the net under the events.
const PERIOD: Span = Span::minutes(1);

/// Pause after the database failed.
const PAUSE: Span = Span::seconds(1);

/// The revision of a source that has none yet, so that its first one counts as a change.
const NOTHING: &str = "";

/// Watches until the server stops.
pub async fn watch(app: Arc<App>) {
    let mut bus = app.bus.subscribe();
    // Where the news begin, before the first look: nothing falls in between.
    let mut position = *bus.borrow_and_update();
    loop {
        attempt(&app, look(&app, &News::everything()).await);
        let next = app.clock.now() + PERIOD;
        loop {
            let news = app.clock.idle(async {
                tokio::select! {
                    changed = bus.changed() => Some(changed),
                    () = app.clock.sleep_until(next) => None,
                }
            });
            match news.await {
                Some(Ok(())) => {}
                Some(Err(_)) => return,
                None => break,
            }
            let news = News::read(&app, &mut position).await;
            let looked = match news {
                Ok(news) => look(&app, &news).await,
                Err(error) => Err(error),
            };
            if !attempt(&app, looked) {
                patience(PAUSE).await;
                break;
            }
        }
    }
}

/// Where the watched sources of a pipeline stand before it is created, by action name.
pub async fn standing(app: &Arc<App>, declaration: &Declaration) -> BTreeMap<String, String> {
    let mut standing = BTreeMap::new();
    for action in declaration.sources() {
        if !watches(&action.configuration) {
            continue;
        }
        let revision = match newest(app, &declaration.name, action).await {
            Newest::Revision(id) => id,
            Newest::Nothing => NOTHING.into(),
            // The first report will start an execution: rather one too many.
            Newest::Unknown => continue,
        };
        standing.insert(action.name.clone(), revision);
    }
    standing
}

/// True when it worked; a failure is logged and made up for by the next look at everything.
fn attempt(app: &App, looked: Result<(), StoreError>) -> bool {
    if let Err(error) = &looked
        && !app.stop.is_cancelled()
    {
        tracing::error!(%error, "sources could not be looked at, trying again");
    }
    looked.is_ok()
}

/// Compares every watched source that the news concern with what its pipeline was told.
async fn look(app: &Arc<App>, news: &News) -> Result<(), StoreError> {
    if news.is_empty() {
        return Ok(());
    }
    let pipelines: Vec<(String, PipelineRecord)> =
        app.store.list_as(kind::PIPELINE, Range::default()).await?;
    for (name, pipeline) in pipelines {
        for action in pipeline.declaration.sources() {
            if watches(&action.configuration) && news.concern(&name, action) {
                compare(app, &name, action).await?;
            }
        }
    }
    Ok(())
}

async fn compare(
    app: &Arc<App>,
    pipeline: &str,
    action: &ActionDeclaration,
) -> Result<(), StoreError> {
    let newest = newest(app, pipeline, action).await;
    let state: Option<StateRecord> = app.store.get_as(kind::STATE, pipeline).await?;
    let sources = state.map(|state| state.sources).unwrap_or_default();
    let watched = sources.get(&action.name).cloned().unwrap_or_default();
    let revision = match newest {
        Newest::Revision(id) if watched.reported.as_ref() != Some(&id) => id,
        Newest::Nothing if watched.baseline => NOTHING.into(),
        _ => return Ok(()),
    };
    let fact = Fact::SourceChanged {
        action: action.name.clone(),
        revision,
        trigger: Trigger {
            kind: "PollForSourceChanges".into(),
            detail: action.name.clone(),
        },
    };
    match app.pipelines.driver.tell(app, pipeline, fact).await {
        Ok(_) => {}
        Err(DriveError::Store(error)) => {
            tracing::error!(pipeline, action = action.name, %error, "not told of a new revision");
        }
        // Deleted or changed since it was listed: the next look sees it as it is now.
        Err(error) => tracing::debug!(pipeline, action = action.name, %error, "not told"),
    }
    Ok(())
}

/// What a source has to offer.
enum Newest {
    /// The id of its newest revision.
    Revision(String),
    /// No revision, which is no fault: the branch may not have been pushed yet.
    Nothing,
    /// It cannot be asked at the moment.
    Unknown,
}

async fn newest(app: &Arc<App>, pipeline: &str, action: &ActionDeclaration) -> Newest {
    let found = find(&app.pipelines.registered, &action.action_type_id);
    let Some(provider) = found.and_then(|found| found.provider.as_ref()) else {
        return Newest::Unknown;
    };
    let world = ServerWorld::new(Arc::clone(app));
    match provider.newest(&world, &action.configuration).await {
        Ok(Some(revision)) => Newest::Revision(revision.id),
        Ok(None) => Newest::Unknown,
        Err(failure) => {
            tracing::debug!(pipeline, action = action.name, %failure, "no revision to compare");
            match failure.code {
                FailureCode::SystemUnavailable => Newest::Unknown,
                _ => Newest::Nothing,
            }
        }
    }
}
