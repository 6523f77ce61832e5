//! A second Ctrl-C, soon after the one that ended the watching: it offers to stop what was watched.

use std::time::Duration;

use super::Subject;
use crate::consent::ask;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intent::Outlook;
use crate::session::Session;
use crate::signals::{Signal, Signals};
use crate::terminal::{self, Terminal, unattended};
use crate::{build, deployment, pipeline};

/// How long the second one is waited for.
const AGAIN: Duration = Duration::from_secs(2);

/// After the goodbye: waits for another Ctrl-C where somebody can be asked, and asks.
pub(super) async fn offer(
    session: &Session,
    subject: &Subject,
    signals: &mut Signals,
    look: terminal::Options,
) -> Exit {
    if unattended().is_some() {
        return Exit::Detached;
    }
    terminal::tell("Ctrl-C again within 2 s stops it\n");
    match tokio::time::timeout(AGAIN, signals.next()).await {
        Ok(Signal::Interrupt) => {}
        Ok(Signal::Terminate) | Err(_) => return Exit::Detached,
    }
    let answered = stop(session, subject, look);
    tokio::select! {
        stopped = answered => match stopped {
            Ok(true) => Exit::Stopped,
            Ok(false) => {
                terminal::tell("it goes on\n");
                Exit::Detached
            }
            Err(failure) => {
                terminal::tell(&format!("{failure}\n"));
                failure.exit()
            }
        },
        // Whoever presses it at the question wants to go.
        _ = signals.next() => {
            terminal::tell("\nit goes on\n");
            Exit::Detached
        }
    }
}

/// Whether it is stopped now.
async fn stop(
    session: &Session,
    subject: &Subject,
    look: terminal::Options,
) -> Result<bool, Failure> {
    let outlook = match subject {
        Subject::Execution { pipeline, id } => {
            pipeline::stop::outlook(session, pipeline, id, false).await
        }
        Subject::Deployment(id) => deployment::stop::outlook(session, id, None).await,
        Subject::Build(id) => build::stop::outlook(session, id).await,
    }?;
    let Outlook::Would(intent) = outlook else {
        return Ok(false);
    };
    let err = Terminal::find(look).err;
    terminal::tell(&intent.text("this will", &err));
    if !ask("stop it?").await {
        return Ok(false);
    }
    match subject {
        Subject::Execution { pipeline, id } => {
            pipeline::stop::stop(session, pipeline, id, false, None).await
        }
        Subject::Deployment(id) => deployment::stop::stop(session, id, None).await,
        Subject::Build(id) => build::stop::stop(session, id).await,
    }?;
    Ok(true)
}
