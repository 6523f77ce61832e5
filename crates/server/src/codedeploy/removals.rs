//! Deletions that take more than one transaction: what has the name goes first, together with a
//! note of what is still to be done. Whoever comes first does it: the call itself, the same call
//! again, this server a moment later, or the next start.
//!
//! Not here: what has to be done, see [`super::cascade`].

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use towline_api::ApiError;
use towline_core::{Event, Row, Span};
use towline_store::StoreError;

use super::rows::{self, fault};
use super::{cascade, rows::TRIES};
use crate::App;
use crate::clock::patience;

/// Row kind of [`Removal`]; key: [`Removal::key`].
const REMOVAL: &str = "removal";

/// The wait before an unfinished removal is tried again.
const AGAIN: Span = Span::seconds(1);

/// The row `removal`: something that nobody can name any more, and of which something is left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Removal {
    /// An application: its groups and revisions.
    Application {
        /// The id that its groups and revisions are under.
        id: String,
        /// The name that it had.
        name: String,
    },
    /// A deployment group: its deployments, the live one first, and what it knew of hosts.
    Group {
        /// The id that its rows are under.
        id: String,
        /// The name that it had.
        name: String,
        /// The name of its application.
        application: String,
    },
    /// A host that was deregistered: live deployments wait for it, groups know it.
    Host {
        /// Instance name.
        name: String,
    },
}

impl Removal {
    /// Names come first, so that the same call again finds it.
    fn key(&self) -> String {
        match self {
            Removal::Application { id, name } => format!("application/{name}/{id}"),
            Removal::Group {
                id,
                name,
                application,
            } => format!("group/{application}/{name}/{id}"),
            Removal::Host { name } => format!("host/{name}/"),
        }
    }

    /// The row that goes with the last of what is left.
    pub(super) fn done(&self) -> Row {
        Row::delete(REMOVAL, self.key())
    }
}

/// Commits `rows`, which take away what has the name, with the note. False when they do not fit
/// what is stored any more: look again.
pub(super) async fn begin(
    app: &App,
    removal: &Removal,
    mut rows: Vec<Row>,
    event: Event,
) -> Result<bool, ApiError> {
    rows.push(Row::put(REMOVAL, removal.key(), removal));
    match app.commit(rows, vec![event]).await {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict { .. }) => Ok(false),
        Err(error) => Err(fault(error)),
    }
}

/// Finishes what is left of an application of this name.
pub(super) async fn of_application(app: &Arc<App>, name: &str) -> Result<(), ApiError> {
    finish(app, &format!("application/{name}/")).await?;
    // Its groups are removals of their own.
    finish(app, &format!("group/{name}/")).await
}

/// Finishes what is left of a deployment group of this name.
pub(super) async fn of_group(
    app: &Arc<App>,
    application: &str,
    name: &str,
) -> Result<(), ApiError> {
    finish(app, &format!("group/{application}/{name}/")).await
}

/// Finishes what is left of a host of this name.
pub(super) async fn of_host(app: &Arc<App>, name: &str) -> Result<(), ApiError> {
    finish(app, &format!("host/{name}/")).await
}

/// At start: finishes whatever a crash left.
pub(crate) async fn resume(app: &Arc<App>) {
    // A failure is tried again and is no reason not to serve.
    let _ = finish(app, "").await;
}

/// Finishes all removals below a prefix of keys, or sees to it that this server does.
async fn finish(app: &Arc<App>, prefix: &str) -> Result<(), ApiError> {
    let finished = try_finish(app, prefix).await;
    if let Err(error) = &finished {
        tracing::error!(%error, "something that was deleted is not gone yet; it is tried again");
        later(app);
    }
    finished
}

/// In the background, until nothing is left.
fn later(app: &Arc<App>) {
    let again = Arc::clone(app);
    app.spawn_once("removals".into(), async move {
        loop {
            patience(AGAIN).await;
            match try_finish(&again, "").await {
                Ok(()) => return,
                Err(error) => tracing::debug!(%error, "removals"),
            }
        }
    });
}

/// One at a time: a name may be used again meanwhile, and what it then stands for must not be met.
async fn try_finish(app: &Arc<App>, prefix: &str) -> Result<(), ApiError> {
    let _alone = app.removals.lock().await;
    for _ in 0..TRIES {
        let left = rows::list::<Removal>(app, REMOVAL, prefix).await?;
        if left.is_empty() {
            return Ok(());
        }
        for (_, removal) in left {
            cascade::finish(app, &removal).await?;
        }
    }
    Err(rows::busy())
}
