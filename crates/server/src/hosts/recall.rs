//! After a restore: hosts are asked again for what they were carrying out when the backup was taken.
//!
//! They may have ended it since, and told a server that was lost. A command that a host has
//! acknowledged is put on offer once more under its id: the host's journal answers for it, and
//! nothing runs again, since a second acknowledgement is told to drop it.

use std::io;
use std::sync::Arc;

use towline_core::deployment::Deployment;
use towline_store::StoreError;

use crate::datadir::RESTORED;
use crate::{App, Owned};

/// Offers such commands. The mark of the restore goes at the first start that finds none.
pub(crate) async fn recall(app: &Arc<App>) -> Result<(), StoreError> {
    let mark = app.settings.data.join(RESTORED);
    if !mark.exists() {
        return Ok(());
    }
    let mut count = 0;
    for id in Deployment::unfinished(app).await? {
        let machine = Deployment::load(app, &id).await?;
        for command in machine.iter().flat_map(Deployment::running) {
            app.hosts.offer(command, app.clock.now());
            count += 1;
        }
    }
    tracing::info!(count, "commands under way when the backup was taken");
    if count == 0
        && let Err(error) = std::fs::remove_file(&mark)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, path = %mark.display(), "the mark of the restore stays");
    }
    Ok(())
}
