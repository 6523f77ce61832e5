//! How the server owns build machines.

use std::sync::Arc;

use async_trait::async_trait;
use towline_core::build::{self, Build, Effect};
use towline_store::{Range, StoreError, StoreExt};

use crate::{App, Driver, Owned};

#[async_trait]
impl Owned for Build {
    const WHAT: &'static str = "build";

    fn driver(app: &App) -> &Driver<Build> {
        &app.builds
    }

    async fn load(app: &App, id: &str) -> Result<Option<Build>, StoreError> {
        let record = app.store.get_as(build::KIND, id).await?;
        Ok(record.map(|record| Build::restore(record, app.clock.now())))
    }

    async fn unfinished(app: &App) -> Result<Vec<String>, StoreError> {
        let open = app.store.list(build::OPEN, Range::default()).await?;
        Ok(open.into_iter().map(|(id, _)| id).collect())
    }

    fn perform(app: &Arc<App>, id: &str, effect: Effect) {
        match effect {
            Effect::Offer => app.runners.offer(id),
            Effect::Halt => app.runners.halt(),
        }
    }
}
