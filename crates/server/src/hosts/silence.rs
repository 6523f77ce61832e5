//! Hosts that fall silent, and hosts that come back: each is told once, by an event.
//!
//! That a host is silent is stored with the event that tells it, so a restart tells nothing twice.
//! Nothing is written while a host polls: it only wakes who watches, when it had been silent.

use std::sync::Arc;

use serde_json::json;
use towline_api::ApiError;
use towline_core::{Event, Reason, Row, Span, Time};
use towline_store::StoreError;

use super::{Hosts, contact};
use crate::App;
use crate::clock::patience;
use crate::codedeploy::instances::{INSTANCE, Instance};
use crate::codedeploy::rows::{self, fault};
use crate::events::event;

/// Row kind of a host that is silent; key: instance name, text: when it was heard of last.
pub(crate) const HOST_SILENT: &str = "host-silent";

/// Hosts told of in one transaction.
const BATCH: usize = 500;

/// Real time before what could not be stored is tried again.
const AGAIN: Span = Span::seconds(1);

/// Hosts come in crowds, after a restart of server or network: the others are awaited for so long.
const CROWD: Span = Span(100);

/// Watches until the server stops.
pub(crate) async fn watch(app: Arc<App>) {
    loop {
        let next = match look(&app).await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(%error, "silent hosts are not told yet");
                patience(AGAIN).await;
                continue;
            }
        };
        let due = async {
            match next {
                Some(due) => app.clock.sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        let wait = app.clock.idle(async {
            tokio::select! {
                () = due => false,
                () = app.hosts.news.notified() => true,
            }
        });
        if wait.await {
            patience(CROWD).await;
        }
    }
}

/// Hosts of which something is to be told.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    changed: Vec<Change>,
    /// When the next host may fall silent.
    next: Option<Time>,
}

/// A host that has fallen silent, or come back.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    host: String,
    heard: Time,
    to: To,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    Silent,
    /// With its last contact before it fell silent.
    Back(Time),
}

impl Hosts {
    fn changes(&self, now: Time) -> Found {
        let mut found = Found::default();
        for (name, host) in &*self.table() {
            let (Some(heard), Some(due)) = (host.heard, host.due(self.since, now)) else {
                continue;
            };
            let to = match (due <= now, host.silent) {
                (true, None) => Some(To::Silent),
                (false, Some(since)) => Some(To::Back(since)),
                _ => None,
            };
            if due > now {
                found.next = Some(found.next.map_or(due, |next| next.min(due)));
            }
            found.changed.extend(to.map(|to| Change {
                host: name.clone(),
                heard,
                to,
            }));
        }
        found
    }

    fn mark(&self, change: &Change) {
        if let Some(host) = self.table().get_mut(&change.host) {
            host.silent = match change.to {
                To::Silent => Some(change.heard),
                To::Back(_) => None,
            };
        }
    }
}

/// Tells what has changed; gives when to look again.
async fn look(app: &App) -> Result<Option<Time>, ApiError> {
    contact::store_first(app).await.map_err(fault)?;
    loop {
        let found = app.hosts.changes(app.clock.now());
        if found.changed.is_empty() {
            return Ok(found.next);
        }
        for batch in found.changed.chunks(BATCH) {
            tell(app, batch).await?;
        }
    }
}

async fn tell(app: &App, batch: &[Change]) -> Result<(), ApiError> {
    let mut rows = Vec::new();
    let mut events = Vec::new();
    for change in batch {
        let seen = rows::see::<Instance>(app, INSTANCE, &change.host).await?;
        let ours = |instance: &Instance| {
            instance.deregistered.is_none() && change.heard >= instance.registered
        };
        let Some(seen) = seen.filter(|seen| ours(&seen.doc)) else {
            app.hosts.forget(&change.host);
            continue;
        };
        rows.push(seen.unchanged());
        rows.push(change.row());
        events.push(change.event(app));
    }
    match app.commit(rows, events).await {
        Ok(()) => batch.iter().for_each(|change| app.hosts.mark(change)),
        // A host was tagged or deregistered in this moment: the next look sees it.
        Err(StoreError::Conflict { .. }) => {}
        Err(error) => return Err(fault(error)),
    }
    Ok(())
}

impl Change {
    fn row(&self) -> Row {
        match self.to {
            To::Silent => Row::put(HOST_SILENT, self.host.clone(), &self.heard),
            To::Back(_) => Row::delete(HOST_SILENT, self.host.clone()),
        }
    }

    fn event(&self, app: &App) -> Event {
        let heard = self.heard;
        match self.to {
            To::Silent => {
                let reason = reason(&self.host, heard, app.clock.now());
                let detail = json!({"from": "Polling", "to": "Silent", "lastContact": heard,
                    "reason": reason});
                event(app, "host.silent", &self.host, detail)
            }
            To::Back(since) => {
                let detail = json!({"from": "Silent", "to": "Polling", "lastContact": heard,
                    "silentSince": since});
                event(app, "host.returned", &self.host, detail)
            }
        }
    }
}

/// Why a host is silent, as far as it can be known from here.
pub(crate) fn reason(host: &str, heard: Time, now: Time) -> Reason {
    let ago = crate::why::span(now.since(heard));
    let detail = format!("its agent was heard of {ago} ago and is silent since");
    let unblock = format!("see that {host} runs, and its agent on it");
    Reason::wait("HostSilent", detail, unblock, heard)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::fixture::{self, deploy, flaky};
    use crate::hosts::contact::SILENT;

    const PART: Span = Span(SILENT.0 / 2);

    async fn register(app: &Arc<App>, host: &str) {
        let arn = format!("arn:aws:iam::123456789012:user/{host}");
        let input = json!({"instanceName": host, "iamUserArn": arn});
        deploy(app, "RegisterOnPremisesInstance", input)
            .await
            .unwrap();
    }

    fn hear(app: &App, host: &str) {
        app.hosts.heard(host, app.clock.now());
    }

    /// What was told of hosts, after a look.
    async fn told(app: &App) -> Vec<String> {
        look(app).await.unwrap();
        let all = app.store.events(0, 1000).await.unwrap();
        let ours = all.into_iter().filter(|stored| {
            stored.event.kind == "host.silent" || stored.event.kind == "host.returned"
        });
        ours.map(|stored| format!("{} {}", stored.event.kind, stored.event.subject))
            .collect()
    }

    async fn restart(app: Arc<App>, data: &Path) -> Arc<App> {
        app.shutdown().await;
        let shown = app.clock.now();
        drop(app);
        let mut app = fixture::app(data).await;
        app.clock.jump(Span(shown.since(app.clock.now()).0.max(0)));
        Arc::get_mut(&mut app).unwrap().hosts.since = app.clock.now();
        contact::load(&app).await.unwrap();
        app
    }

    #[tokio::test]
    async fn a_silence_is_told_once_and_its_end_once() {
        let data = tempfile::tempdir().unwrap();
        let app = fixture::app(data.path()).await;
        for host in ["web-1", "web-2", "never"] {
            register(&app, host).await;
        }
        hear(&app, "web-1");
        hear(&app, "web-2");
        app.clock.jump(PART);
        hear(&app, "web-2");
        assert!(told(&app).await.is_empty());
        app.clock.jump(PART);
        assert_eq!(told(&app).await, ["host.silent web-1"]);
        assert_eq!(told(&app).await.len(), 1);
        hear(&app, "web-1");
        let all = ["host.silent web-1", "host.returned web-1"];
        assert_eq!(told(&app).await, all);
        assert_eq!(told(&app).await, all);
        app.clock.jump(SILENT);
        let mut both = told(&app).await.split_off(2);
        both.sort();
        assert_eq!(both, ["host.silent web-1", "host.silent web-2"]);
    }

    #[tokio::test]
    async fn a_restart_tells_nothing_twice_and_gives_hosts_time_to_be_heard() {
        let data = tempfile::tempdir().unwrap();
        let app = fixture::app(data.path()).await;
        for host in ["web-1", "web-2"] {
            register(&app, host).await;
            hear(&app, host);
        }
        app.clock.jump(PART);
        hear(&app, "web-2");
        app.clock.jump(PART);
        assert_eq!(told(&app).await, ["host.silent web-1"]);
        let app = restart(app, data.path()).await;
        app.clock.jump(PART); // web-2 could be heard for half of the time only
        assert_eq!(told(&app).await, ["host.silent web-1"]);
        app.clock.jump(PART);
        assert_eq!(told(&app).await.len(), 2);
        let app = restart(app, data.path()).await;
        hear(&app, "web-1");
        let all = [
            "host.silent web-1",
            "host.silent web-2",
            "host.returned web-1",
        ];
        assert_eq!(told(&app).await, all);
    }

    #[tokio::test]
    async fn a_host_whose_poll_is_held_is_there() {
        let data = tempfile::tempdir().unwrap();
        let app = fixture::app(data.path()).await;
        register(&app, "web-1").await;
        let held = app.hosts.held("web-1");
        hear(&app, "web-1");
        app.clock.jump(Span::hours(1));
        assert!(told(&app).await.is_empty());
        drop(held);
        assert_eq!(told(&app).await, ["host.silent web-1"]);
    }

    #[tokio::test]
    async fn nothing_is_told_of_hosts_that_are_not_registered() {
        let data = tempfile::tempdir().unwrap();
        let app = fixture::app(data.path()).await;
        register(&app, "web-1").await;
        hear(&app, "web-1");
        app.clock.jump(SILENT);
        assert_eq!(told(&app).await.len(), 1);
        let input = json!({"instanceName": "web-1"});
        deploy(&app, "DeregisterOnPremisesInstance", input)
            .await
            .unwrap();
        hear(&app, "web-1"); // its last word, after all
        app.clock.jump(SILENT);
        register(&app, "web-1").await;
        app.clock.jump(SILENT);
        assert_eq!(told(&app).await.len(), 1, "the new one has never polled");
        let stored = app.store.list(HOST_SILENT, Default::default()).await;
        assert!(stored.unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_could_not_be_stored_is_told_later() {
        let data = tempfile::tempdir().unwrap();
        let (app, left) = flaky(data.path()).await;
        register(&app, "web-1").await;
        hear(&app, "web-1");
        app.clock.jump(SILENT);
        left.set(0);
        look(&app).await.unwrap_err();
        left.endless();
        assert_eq!(told(&app).await, ["host.silent web-1"]);
    }
}
