//! What a person sees of it: a tree that is drawn again and again on a terminal, lines otherwise,
//! documents when a program reads. Everything but documents goes to standard error.

use std::collections::BTreeSet;
use std::time::Instant;

use towline_api::towline::Explanation;

use super::model::{Subject, World};
use super::screen::Screen;
use super::{lines, summary, tree};
use crate::events::Told;
use crate::fields::Fields;
use crate::terminal::{self, Line, Terminal, Tone, clock, safe};

/// Lines that are left free below the tree.
const FREE: usize = 1;

/// How it is shown.
enum Form {
    Tree(Screen),
    Lines,
    Documents(Fields),
}

/// What is shown, and what was.
pub(super) struct Progress {
    options: terminal::Options,
    form: Form,
    /// The server's time, and when it was so.
    clock: (f64, Instant),
    followed: BTreeSet<Subject>,
    waits: String,
}

impl Progress {
    pub(super) fn new(options: terminal::Options, json: Option<Fields>, now: f64) -> Progress {
        let form = match (json, Terminal::find(options).live) {
            (Some(fields), _) => Form::Documents(fields),
            (None, Some(_)) => Form::Tree(Screen::default()),
            (None, None) => Form::Lines,
        };
        Progress {
            options,
            form,
            clock: (now, Instant::now()),
            followed: BTreeSet::new(),
            waits: String::new(),
        }
    }

    /// Whether a child is new.
    pub(super) fn follows(&mut self, child: &Subject) -> bool {
        self.followed.insert(child.clone())
    }

    fn now(&self) -> f64 {
        let (then, at) = self.clock;
        then + at.elapsed().as_secs_f64()
    }

    fn tree(&self, world: &World) -> String {
        let terminal = Terminal::find(self.options);
        let room = terminal
            .live
            .map_or(usize::MAX, |lines| lines.saturating_sub(FREE));
        tree::text(world, self.now(), &terminal.err, room)
    }

    /// What is known at the beginning.
    pub(super) fn begin(&mut self, world: &World) {
        let tree = self.tree(world);
        match &mut self.form {
            Form::Tree(screen) => screen.draw(&tree),
            Form::Lines => terminal::tell(&tree),
            Form::Documents(_) => {}
        }
    }

    /// What is known now.
    pub(super) fn draw(&mut self, world: &World) {
        let tree = match self.form {
            Form::Tree(_) => self.tree(world),
            Form::Lines | Form::Documents(_) => return,
        };
        if let Form::Tree(screen) = &mut self.form {
            screen.draw(&tree);
        }
    }

    /// An event that was heard.
    pub(super) fn told(&mut self, world: &World, told: &Told, at: f64) {
        if at > self.now() {
            self.clock = (at, Instant::now());
        }
        match &self.form {
            Form::Documents(fields) => terminal::print(&format!("{}\n", told.json(fields))),
            Form::Lines => {
                if let Some(line) = lines::line(world, &told.document) {
                    self.line(&line);
                }
            }
            Form::Tree(_) => {}
        }
    }

    fn line(&self, line: &Line) {
        let look = Terminal::find(self.options).err;
        terminal::tell(&format!("{}\n", line.render(&look)));
    }

    /// What it waits for; told again only when it is something else.
    pub(super) fn waits(&mut self, key: &str, words: &str) {
        // That an answer is wanted was told by an event.
        let told = key.ends_with("/WaitingForApproval");
        if !told && self.waits != key && matches!(self.form, Form::Lines) {
            let line = Line::default()
                .push(Tone::Quiet, &clock(self.now()))
                .push(Tone::Held, &format!("  ◆ {words}"));
            self.line(&line);
        }
        self.waits = key.to_string();
    }

    /// The server cannot be heard.
    pub(super) fn lost(&self, why: &str) {
        if !matches!(self.form, Form::Tree(_)) {
            terminal::tell(&format!("{}; waiting for it\n", safe(why)));
        }
    }

    /// The last picture, and how it ended.
    pub(super) fn end(&mut self, world: &World) {
        let tree = self.tree(world);
        if let Form::Tree(screen) = &mut self.form {
            screen.leave(&tree);
        }
        let look = Terminal::find(self.options).err;
        terminal::tell(&summary::verdict(world, &look));
    }

    /// What helps to go on.
    pub(super) fn failed(&self, world: &World, told: &[Explanation]) {
        let look = Terminal::find(self.options).err;
        terminal::tell(&summary::summary(world, told, &look));
    }

    /// The person goes, what is watched goes on.
    pub(super) fn leave(&mut self, world: &World, why: &str) {
        let tree = self.tree(world);
        if let Form::Tree(screen) = &mut self.form {
            screen.leave(&tree);
        }
        let (what, noun) = match &world.subject {
            Subject::Execution { .. } => ("execution", "pipeline"),
            Subject::Deployment(_) => ("deployment", "deployment"),
            Subject::Build(_) => ("build", "build"),
        };
        let id = safe(world.subject.id());
        let words = format!("{why}: {what} {id} goes on");
        let command = format!("towline {noun} watch {id}");
        terminal::tell(&format!("{words}; `{command}` watches it again\n"));
    }
}
