//! Watching an execution, a deployment or a build to its end.
//!
//! ```text
//! documents ──► World ──► tree on a terminal, or a line for each change
//! events ───────►  │ ───► exit code, and a summary of what failed
//!                  └────► questions to the server
//! ```
//!
//! What is known and how it looks are pure (`model`, `tree`, `lines`, `summary`); here the server is
//! asked, time passes and people press Ctrl-C.

mod bars;
mod build;
mod deployment;
mod detail;
mod estimate;
mod execution;
mod feed;
mod inside;
mod leave;
mod lines;
mod load;
mod model;
mod output;
mod progress;
#[cfg(test)]
mod sample;
mod screen;
mod summary;
mod tree;
mod waits;

use std::time::{Duration, Instant};

use crate::duration;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fields::{Fields, FieldsOf};
use crate::said;
use crate::session::Session;
use crate::signals::{Signal, Signals};
use crate::terminal::{self, Look};
use detail::{Detail, Verbosity, View};
use feed::{Feed, Message};
use load::{answer, explain};
use model::World;
use output::Output;
use progress::Progress;

pub(crate) use deployment::revision;
pub(crate) use load::{
    build_document, deployment_document, deployments, execution_document, position,
};
pub(crate) use model::Subject;

/// Between two looks at what time alone changes.
const TICK: Duration = Duration::from_millis(250);
/// Silence after which the server is asked what is waited for.
const QUIET: Duration = Duration::from_secs(1);
/// How long the work inside is waited for when the whole has ended.
const GRACE: Duration = Duration::from_secs(3);

/// How to watch.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub(crate) struct Options {
    /// Stop waiting after this length of time (90s, 15m, 2h) with exit code 5; what is watched goes
    /// on.
    #[arg(long, value_name = "DURATION", value_parser = duration::seconds)]
    timeout: Option<i64>,
    /// Print the events on standard output as they come, one JSON document a line, as
    /// `towline events --json` does.
    #[arg(long, fields_of = &["events"])]
    json: Option<Fields>,
    #[command(flatten)]
    verbosity: Verbosity,
}

impl Options {
    /// Whether events are wanted as documents.
    pub(crate) fn json(&self) -> bool {
        self.json.is_some()
    }

    /// Says what has begun: on standard output, unless events come there.
    pub(crate) fn announce(&self, id: &str, watched: bool) {
        let line = said::id(id);
        match watched && self.json.is_some() {
            true => terminal::tell(&line),
            false => terminal::print(&line),
        }
    }

    /// Tells what is done on the way, unless only failures are wanted.
    pub(crate) fn tell(&self, words: &str) {
        if self.verbosity.detail() != Detail::Quiet {
            terminal::say(words);
        }
    }
}

/// What is known now, as text.
pub(crate) async fn shown(
    session: &Session,
    subject: &Subject,
    look: &Look,
) -> Result<String, Failure> {
    let world = load::world(session, subject).await?;
    let now = session.now().await?;
    let detail = Detail::Usual;
    let view = View { now, look, detail };
    Ok(tree::text(&world, &[], &view, usize::MAX))
}

/// Follows the subject to its end; the exit code is its outcome. Events after `since` are told,
/// without it those from now on.
pub(crate) async fn follow(
    session: &Session,
    subject: Subject,
    since: Option<i64>,
    look: terminal::Options,
    options: Options,
) -> Result<Exit, Failure> {
    let signals = Signals::listen();
    let begun = Instant::now();
    let since = match since {
        Some(since) => since,
        None => position(session).await?,
    };
    let mut world = load::world(session, &subject).await?;
    world.typical = load::typical(session, &world).await?;
    let mut feed = Feed::new(session.towline()?.clone());
    subscribe(&mut feed, &subject, since);
    let now = session.now().await?;
    let detail = options.verbosity.detail();
    let watch = Watch {
        session,
        look,
        heard: Heard {
            caught_up: false,
            last: Instant::now(),
            final_since: None,
            asked: None,
            questioned: None,
        },
        progress: Progress::new(look, options.json, detail, now),
        output: match detail {
            Detail::Output => Some(Output::new(session.towline()?.clone())),
            _ => None,
        },
        world,
        feed,
        since,
    };
    let limit = options
        .timeout
        .and_then(|seconds| u64::try_from(seconds).ok());
    let limit = limit.map(|seconds| begun + Duration::from_secs(seconds));
    watch.run(signals, limit).await
}

fn subscribe(feed: &mut Feed, subject: &Subject, since: i64) {
    feed.add(("subject", subject.id()), since);
}

/// What is known of the stream itself.
struct Heard {
    caught_up: bool,
    last: Instant,
    final_since: Option<Instant>,
    asked: Option<Instant>,
    /// When questions were asked last: every event may raise the same ones.
    questioned: Option<Instant>,
}

struct Watch<'a> {
    session: &'a Session,
    look: terminal::Options,
    world: World,
    feed: Feed,
    since: i64,
    heard: Heard,
    progress: Progress,
    /// Of builds, when it is wanted.
    output: Option<Output>,
}

impl Watch<'_> {
    async fn run(mut self, mut signals: Signals, limit: Option<Instant>) -> Result<Exit, Failure> {
        self.known();
        self.progress.begin(&self.world);
        let mut ticks = tokio::time::interval(TICK);
        let over = async {
            match limit {
                Some(limit) => tokio::time::sleep_until(limit.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::pin!(over);
        loop {
            tokio::select! {
                message = self.feed.next() => self.hear(message).await?,
                _ = ticks.tick() => {}
                () = came(self.output.as_mut()) => {}
                signal = signals.next() => return Ok(self.detach(signal, signals).await),
                () = &mut over => return Ok(self.time_out()),
            }
            while let Some(message) = self.feed.ready() {
                self.hear(Some(message)).await?;
            }
            self.ask().await;
            if self.ended() {
                return Ok(self.end().await);
            }
            self.progress.draw(&self.world);
        }
    }

    async fn hear(&mut self, message: Option<Message>) -> Result<(), Failure> {
        match message {
            Some(Message::Event(told)) => {
                self.world.lost = None;
                self.heard.last = Instant::now();
                let at = self.world.fold(&told.document);
                self.progress.told(&self.world, &told, at);
                // Whatever was waited for, something came.
                self.world.waiting = None;
            }
            Some(Message::CaughtUp) => self.heard.caught_up = true,
            Some(Message::Lost(why)) => {
                if let Some(why) = &why {
                    self.progress.lost(why);
                }
                self.world.lost = why;
            }
            Some(Message::Failed(failure)) => return Err(failure),
            None => {}
        }
        Ok(())
    }

    /// Asks what has to be known. A server that cannot answer now is asked again at the next tick.
    async fn ask(&mut self) {
        if self.world.lost.is_some() {
            return;
        }
        let lately = |at: Instant| at.elapsed() < TICK / 2;
        if self.heard.questioned.is_some_and(lately) {
            return;
        }
        self.heard.questioned = Some(Instant::now());
        for question in self.world.questions() {
            if answer(self.session, &mut self.world, &question)
                .await
                .is_ok()
            {
                self.known();
            }
        }
        self.print().await;
        let quiet = self.heard.last.elapsed() >= QUIET;
        let asked = self
            .heard
            .asked
            .is_some_and(|asked| asked.elapsed() < QUIET * 5);
        let asked = asked && self.world.waiting.is_some();
        if quiet && !asked && !self.world.is_final() {
            self.heard.asked = Some(Instant::now());
            if let Ok(told) = explain(self.session, &self.world.subject).await
                && let Some((key, words)) = load::waits(&told)
            {
                self.progress.waits(&key, &words);
                self.world.waiting = Some(words);
            }
        }
    }

    /// What builds printed, when it is wanted.
    async fn print(&mut self) {
        if let Some(output) = &mut self.output {
            for (build, lines) in output.read(self.session, &mut self.world).await {
                self.progress.printed(&build, &lines);
            }
        }
    }

    /// Follows the events of every object that became known.
    fn known(&mut self) {
        let deployments = self
            .world
            .deployments
            .keys()
            .cloned()
            .map(Subject::Deployment);
        let builds = self.world.builds.keys().cloned().map(Subject::Build);
        let children: Vec<Subject> = deployments.chain(builds).collect();
        for child in children {
            if child != self.world.subject && self.progress.follows(&child) {
                subscribe(&mut self.feed, &child, self.since);
            }
        }
    }

    fn ended(&mut self) -> bool {
        if !self.world.is_final() || !self.heard.caught_up {
            self.heard.final_since = None;
            return false;
        }
        let since = *self.heard.final_since.get_or_insert_with(Instant::now);
        if self.world.is_rolling_back() {
            return false;
        }
        let settled = self.world.deployments.values().all(|one| one.is_settled());
        (settled && self.world.questions().is_empty()) || since.elapsed() > GRACE
    }

    /// The last picture, how it ended, and what helps to go on.
    async fn end(mut self) -> Exit {
        let outcome = self.world.outcome();
        self.print().await;
        self.progress.end(&self.world);
        if outcome != Exit::Succeeded {
            match explain(self.session, &self.world.subject).await {
                Ok(told) => self.progress.failed(&self.world, &told),
                // How it ended is known all the same.
                Err(failure) => terminal::tell(&format!("{failure}\n")),
            }
        }
        outcome
    }

    async fn detach(mut self, signal: Signal, mut signals: Signals) -> Exit {
        self.progress.leave(&self.world, "detached");
        match signal {
            Signal::Terminate => Exit::Detached,
            Signal::Interrupt => {
                leave::offer(self.session, &self.world.subject, &mut signals, self.look).await
            }
        }
    }

    fn time_out(mut self) -> Exit {
        self.progress
            .leave(&self.world, "the time of --timeout is over");
        Exit::TimedOut
    }
}

/// Waits until a build printed something; for ever when nobody wants to see it.
async fn came(output: Option<&mut Output>) {
    match output {
        Some(output) => output.came().await,
        None => std::future::pending().await,
    }
}
