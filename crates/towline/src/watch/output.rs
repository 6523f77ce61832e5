//! What builds print, while somebody wants to see it. Of hosts, events tell it.

use std::collections::BTreeMap;

use towline_agent::client::Client;

use super::build::is_final;
use super::inside;
use super::model::World;
use crate::logs::{BuildLog, News};
use crate::session::Session;

/// The logs of the builds that are known.
pub(super) struct Output {
    logs: BTreeMap<String, BuildLog>,
    news: News,
}

impl Output {
    pub(super) fn new(client: Client) -> Output {
        Output {
            logs: BTreeMap::new(),
            news: News::new(client),
        }
    }

    /// Waits until a build printed something, or has ended.
    pub(super) async fn came(&mut self) {
        self.news.next().await;
    }

    /// The builds with the lines that came, which are then known of them, too. What cannot be read
    /// now is read later.
    pub(super) async fn read(
        &mut self,
        session: &Session,
        world: &mut World,
    ) -> Vec<(String, Vec<String>)> {
        let mut came = Vec::new();
        for (id, build) in &mut world.builds {
            let known = self.logs.entry(id.clone());
            let log = known.or_insert_with(|| BuildLog::new(id, ""));
            // Who waits for its lines will tell, but the end of a build is not waited for.
            let waits = self.news.is_asked(id) && !is_final(&build.status);
            if log.is_complete() || waits {
                continue;
            }
            let Ok(lines) = log.read(session).await else {
                continue;
            };
            self.news.ask(log);
            let lines: Vec<String> = lines.into_iter().map(|line| line.text).collect();
            inside::keep(&mut build.printed, lines.clone());
            if !lines.is_empty() {
                came.push((id.clone(), lines));
            }
        }
        came
    }
}
