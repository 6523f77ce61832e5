//! The deployment machine as the server drives it: loading and effects.

use std::sync::Arc;

use async_trait::async_trait;
use towline_core::deployment::record::{ACTIVE, DEPLOYMENT};
use towline_core::deployment::target::TARGET;
use towline_core::deployment::{Deployment, Effect, Fact, Record, Target};
use towline_store::{Range, StoreError, StoreExt};

use crate::{App, Driver, Owned};

#[async_trait]
impl Owned for Deployment {
    const WHAT: &'static str = "deployment";

    fn driver(app: &App) -> &Driver<Self> {
        &app.deployments
    }

    async fn load(app: &App, id: &str) -> Result<Option<Self>, StoreError> {
        let Some(record) = app.store.get_as::<Record>(DEPLOYMENT, id).await? else {
            return Ok(None);
        };
        let range = Range::prefix(format!("{id}/"));
        let targets = app.store.list_as::<Target>(TARGET, range).await?;
        let targets = targets.into_iter().map(|(_, target)| target).collect();
        Ok(Some(Deployment::restore(record, targets)))
    }

    async fn unfinished(app: &App) -> Result<Vec<String>, StoreError> {
        let active = app
            .store
            .list_as::<String>(ACTIVE, Range::default())
            .await?;
        Ok(active.into_iter().map(|(_, id)| id).collect())
    }

    fn perform(app: &Arc<App>, _id: &str, effect: Effect) {
        match effect {
            Effect::Offer(command) => app.hosts.offer(command, app.clock.now()),
            Effect::Withdraw(command) => app.hosts.withdraw(&command.host, &command.id),
            Effect::AskHost(command) => {
                let fact = Fact::HostContact {
                    alive: app.hosts.alive(&command.host, app.clock.now()),
                    command: command.id.clone(),
                };
                let app_ = Arc::clone(app);
                app.spawn_once(format!("contact {}", command.id), async move {
                    let driver = Deployment::driver(&app_);
                    driver.report(&app_, &command.deployment, fact).await;
                });
            }
            Effect::Drive(id) => app.deployments.wake(app, &id),
        }
    }
}
