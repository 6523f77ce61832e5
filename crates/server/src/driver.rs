//! Steps machines: one task per live machine, facts in, one commit per batch, then effects.
//!
//! ```text
//! tell(id, fact) ──► queue ──► step … step ──► commit rows + events ──► answers, effects
//!                                 ▲                    │ failed
//!                            deadline            answers say so; the machine is thrown away
//!                                                and loaded again, by the next fact or a moment
//!                                                later: a deadline must not be forgotten
//! ```

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use towline_core::{Event, Machine, Outcome, Row, Span, Time};
use towline_store::StoreError;

use crate::App;
use crate::clock::patience;

#[cfg(test)]
mod tests;

/// Facts waiting for one machine; tellers beyond it wait (back-pressure).
const QUEUE: usize = 256;

/// Facts stepped before one commit.
const BATCH: usize = 256;

/// The wait before a machine is loaded again whose changes could not be stored.
const RECOVERY: Span = Span::seconds(1);

/// A machine that the server owns: how to load it and how to act for it.
#[async_trait]
pub trait Owned: Machine {
    /// The word for it in messages, for example `deployment`.
    const WHAT: &'static str;

    /// The driver of this kind.
    fn driver(app: &App) -> &Driver<Self>;

    /// The machine from its rows, or `None` when there is none.
    async fn load(app: &App, id: &str) -> Result<Option<Self>, StoreError>;

    /// Ids of the machines that are not finished, to take up again at start.
    async fn unfinished(app: &App) -> Result<Vec<String>, StoreError>;

    /// Starts an effect and returns at once; results come back through [`Driver::tell`].
    fn perform(app: &Arc<App>, id: &str, effect: Self::Effect);
}

/// Why a fact did not get through.
#[derive(Debug, thiserror::Error)]
pub enum DriveError<R: std::fmt::Debug> {
    /// No such machine.
    #[error("does not exist")]
    Missing,
    /// The machine refused; nothing changed.
    #[error("refused: {0:?}")]
    Refused(R),
    /// It could not be stored; nothing changed.
    #[error(transparent)]
    Store(#[from] Arc<StoreError>),
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

type Answer<M> = Result<<M as Machine>::Reply, DriveError<<M as Machine>::Refusal>>;
type Letter<M> = (<M as Machine>::Fact, oneshot::Sender<Answer<M>>);

struct Slot<M: Machine> {
    queue: mpsc::Sender<Letter<M>>,
    left: CancellationToken,
}

impl<M: Machine> Clone for Slot<M> {
    fn clone(&self) -> Self {
        Slot {
            queue: self.queue.clone(),
            left: self.left.clone(),
        }
    }
}

/// All live machines of one kind.
pub struct Driver<M: Owned> {
    slots: Mutex<HashMap<String, Slot<M>>>,
}

impl<M: Owned> Default for Driver<M> {
    fn default() -> Self {
        Driver {
            slots: Mutex::default(),
        }
    }
}

impl<M: Owned> Driver<M> {
    /// Takes up every unfinished machine: loads it and issues its pending effects again.
    pub async fn resume(&self, app: &Arc<App>) -> Result<(), StoreError> {
        for id in M::unfinished(app).await? {
            self.slot(app, &id, None);
        }
        Ok(())
    }

    /// Stores a new machine with the rows and events of its birth, then drives it.
    pub async fn create(
        &self,
        app: &Arc<App>,
        id: &str,
        machine: M,
        birth: Outcome<(), M::Effect>,
    ) -> Result<(), StoreError> {
        app.commit(birth.rows, birth.events).await?;
        self.slot(app, id, Some(machine));
        for effect in birth.effects {
            M::perform(app, id, effect);
        }
        Ok(())
    }

    /// How many are in memory.
    pub(crate) fn live(&self) -> usize {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.len()
    }

    /// Takes up a machine that was stored together with a step of another one.
    pub fn wake(&self, app: &Arc<App>, id: &str) {
        self.slot(app, id, None);
    }

    /// Delivers a fact; the answer comes after the commit.
    pub async fn tell(&self, app: &Arc<App>, id: &str, fact: M::Fact) -> Answer<M> {
        let mut fact = fact;
        loop {
            if app.stop.is_cancelled() {
                return Err(DriveError::Stopping);
            }
            let slot = self.slot(app, id, None);
            let (answer, answered) = oneshot::channel();
            match slot.queue.send((fact, answer)).await {
                Ok(()) => return answered.await.unwrap_or(Err(DriveError::Stopping)),
                Err(mpsc::error::SendError((back, _))) => {
                    fact = back;
                    slot.left.cancelled().await;
                }
            }
        }
    }

    /// Delivers the result of an effect: tried again until it is stored or refused, since nobody
    /// else will report it.
    pub async fn report(&self, app: &Arc<App>, id: &str, fact: M::Fact)
    where
        M::Fact: Clone,
    {
        let mut pause = Span(50);
        loop {
            match self.tell(app, id, fact.clone()).await {
                Ok(_) => return,
                Err(DriveError::Store(error)) => {
                    tracing::error!(machine = M::WHAT, id, %error, "result not stored yet, trying again");
                    patience(pause).await;
                    pause = Span((pause.0 * 2).min(5_000));
                }
                Err(error) => {
                    tracing::debug!(machine = M::WHAT, id, %error, "result not wanted any more");
                    return;
                }
            }
        }
    }

    fn slot(&self, app: &Arc<App>, id: &str, machine: Option<M>) -> Slot<M> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(id) {
            return slot.clone();
        }
        let (queue, letters) = mpsc::channel(QUEUE);
        let slot = Slot {
            queue,
            left: CancellationToken::new(),
        };
        slots.insert(id.to_string(), slot.clone());
        let task = Task {
            app: Arc::clone(app),
            id: id.to_string(),
            letters,
        };
        let left = slot.left.clone();
        app.spawn(async move {
            let leave = Depart::<M> {
                app: Arc::clone(&task.app),
                id: task.id.clone(),
                left,
                kind: PhantomData,
            };
            let (app, id) = (Arc::clone(&task.app), task.id.clone());
            let ending = task.run(machine).await;
            drop(leave);
            if let Ending::Broken = ending {
                patience(RECOVERY).await;
                M::driver(&app).wake(&app, &id);
            }
        });
        slot
    }
}

/// Frees the slot when a task ends in whatever way, then lets waiting tellers try again.
struct Depart<M: Owned> {
    app: Arc<App>,
    id: String,
    left: CancellationToken,
    kind: PhantomData<fn() -> M>,
}

impl<M: Owned> Drop for Depart<M> {
    fn drop(&mut self) {
        let driver = M::driver(&self.app);
        driver
            .slots
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.id);
        self.left.cancel();
    }
}

/// Why a task ended.
enum Ending {
    /// Nothing is left to do.
    Done,
    /// The store failed: somebody has to take up the machine again.
    Broken,
}

struct Task<M: Owned> {
    app: Arc<App>,
    id: String,
    letters: mpsc::Receiver<Letter<M>>,
}

impl<M: Owned> Task<M> {
    async fn run(mut self, machine: Option<M>) -> Ending {
        let mut machine = match machine {
            Some(machine) => machine,
            None => match M::load(&self.app, &self.id).await {
                Ok(Some(machine)) => {
                    self.perform(machine.pending());
                    machine
                }
                Ok(None) => {
                    self.refuse_all(|| DriveError::Missing);
                    return Ending::Done;
                }
                Err(error) => return self.broken(Arc::new(error)),
            },
        };
        loop {
            if machine.finished() && self.letters.is_empty() {
                // Closing first: a fact sent meanwhile is still stepped here, a later one waits
                // until this task has left and is stepped by the next.
                self.letters.close();
            }
            let Some(letters) = self.gather(machine.deadline()).await else {
                return Ending::Done;
            };
            if let Err(error) = self.turn(&mut machine, letters).await {
                return self.broken(error);
            }
        }
    }

    /// The next facts, or an empty list when the deadline has come, or `None` at the end.
    async fn gather(&mut self, deadline: Option<Time>) -> Option<Vec<Letter<M>>> {
        let clock = self.app.clock.clone();
        let due = async move {
            match deadline {
                Some(time) => clock.sleep_until(time).await,
                None => std::future::pending().await,
            }
        };
        let letters = &mut self.letters;
        let first = self.app.clock.idle(async {
            tokio::select! {
                letter = letters.recv() => Some(letter),
                () = due => None,
            }
        });
        let Some(first) = first.await else {
            return Some(Vec::new());
        };
        let first = first?;
        let mut letters = vec![first];
        while letters.len() < BATCH
            && let Ok(letter) = self.letters.try_recv()
        {
            letters.push(letter);
        }
        Some(letters)
    }

    /// Steps all facts (or the deadline), commits once, answers, acts.
    async fn turn(
        &mut self,
        machine: &mut M,
        letters: Vec<Letter<M>>,
    ) -> Result<(), Arc<StoreError>> {
        let now = self.app.clock.now();
        let mut changes = Changes::default();
        let mut answers = Vec::new();
        let mut effects = Vec::new();
        for (fact, answer) in letters {
            match machine.step(fact, now) {
                Ok(outcome) => {
                    changes.add(outcome.rows, outcome.events);
                    effects.extend(outcome.effects);
                    answers.push((answer, Ok(outcome.reply)));
                }
                Err(refusal) => answers.push((answer, Err(DriveError::Refused(refusal)))),
            }
        }
        if machine.deadline().is_some_and(|time| time <= now) {
            let outcome = machine.tick(now);
            changes.add(outcome.rows, outcome.events);
            effects.extend(outcome.effects);
        }
        if let Err(error) = changes.commit(&self.app).await {
            let error = Arc::new(error);
            for (answer, _) in answers {
                let _ = answer.send(Err(DriveError::Store(Arc::clone(&error))));
            }
            return Err(error);
        }
        for (answer, result) in answers {
            // A caller that went away does not undo what it asked for.
            let _ = answer.send(result);
        }
        self.perform(effects);
        Ok(())
    }

    fn perform(&self, effects: Vec<M::Effect>) {
        for effect in effects {
            M::perform(&self.app, &self.id, effect);
        }
    }

    fn broken(&mut self, error: Arc<StoreError>) -> Ending {
        tracing::error!(machine = M::WHAT, id = %self.id, %error, "not read or stored");
        self.refuse_all(|| DriveError::Store(Arc::clone(&error)));
        Ending::Broken
    }

    fn refuse_all(&mut self, why: impl Fn() -> DriveError<M::Refusal>) {
        self.letters.close();
        while let Ok((_, answer)) = self.letters.try_recv() {
            let _ = answer.send(Err(why()));
        }
    }
}

/// Rows and events of several steps, the last write of a row winning.
#[derive(Default)]
struct Changes {
    rows: Vec<Row>,
    place: HashMap<(&'static str, String), usize>,
    events: Vec<Event>,
}

impl Changes {
    fn add(&mut self, rows: Vec<Row>, events: Vec<Event>) {
        for row in rows {
            match self.place.get(&(row.kind, row.key.clone())) {
                // The condition speaks of the stored row, so the first one stays.
                Some(&at) => self.rows[at].doc = row.doc,
                None => {
                    self.place
                        .insert((row.kind, row.key.clone()), self.rows.len());
                    self.rows.push(row);
                }
            }
        }
        self.events.extend(events);
    }

    async fn commit(self, app: &App) -> Result<(), StoreError> {
        if self.rows.is_empty() && self.events.is_empty() {
            return Ok(());
        }
        app.commit(self.rows, self.events).await
    }
}
