//! What builds print while somebody wants to see it: their logs grow without events, so the server is
//! asked again and again. Of hosts, events tell it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::build::is_final;
use super::inside;
use super::model::World;
use crate::logs::BuildLog;
use crate::session::Session;

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// The logs of the builds that are known.
#[derive(Default)]
pub(super) struct Output {
    logs: BTreeMap<String, Log>,
    asked: Option<Instant>,
}

struct Log {
    log: BuildLog,
    /// Read to the end of a build that had ended.
    whole: bool,
}

impl Output {
    /// The builds with the lines that came, which are then known of them, too. What cannot be read
    /// now is read later.
    pub(super) async fn read(
        &mut self,
        session: &Session,
        world: &mut World,
    ) -> Vec<(String, Vec<String>)> {
        let lately = self.asked.is_some_and(|at| at.elapsed() < PAUSE);
        let unread = |id: &String| self.logs.get(id).is_none_or(|log| !log.whole);
        let mut builds = world.builds.iter();
        // The end must not be missed.
        let ended = builds.any(|(id, one)| is_final(&one.status) && unread(id));
        if lately && !ended {
            return Vec::new();
        }
        self.asked = Some(Instant::now());
        let mut came = Vec::new();
        for (id, build) in &mut world.builds {
            let known = self.logs.entry(id.clone()).or_insert_with(|| Log {
                log: BuildLog::new(id, ""),
                whole: false,
            });
            if known.whole {
                continue;
            }
            let ended = is_final(&build.status);
            let Ok(lines) = known.log.read(session).await else {
                continue;
            };
            known.whole = ended;
            let lines: Vec<String> = lines.into_iter().map(|line| line.text).collect();
            inside::keep(&mut build.printed, lines.clone());
            if !lines.is_empty() {
                came.push((id.clone(), lines));
            }
        }
        came
    }
}
