//! What a person sees of it: a tree that is drawn again and again on a terminal, lines otherwise,
//! documents when a program reads. Everything but documents goes to standard error.

use std::collections::BTreeSet;
use std::time::Instant;

use towline_api::towline::Explanation;

use super::detail::{Detail, View};
use super::model::{Subject, World};
use super::screen::Screen;
use super::{lines, summary, tree};
use crate::events::Told;
use crate::exit::Exit;
use crate::fields::Fields;
use crate::said;
use crate::terminal::{self, Line, Terminal, Tone, clock, safe};

/// Lines that are left free below the tree.
const FREE: usize = 1;

/// Events that a tree shows to those who want to see them.
const NEWEST: usize = 5;

/// How it is shown.
enum Form {
    Tree(Screen),
    Lines,
    /// Only the end.
    Nothing,
    Documents(Fields),
}

/// What is shown, and what was.
pub(super) struct Progress {
    options: terminal::Options,
    form: Form,
    detail: Detail,
    /// The newest lines, for a tree that shows them.
    newest: Vec<Line>,
    /// The server's time, and when it was so.
    clock: (f64, Instant),
    followed: BTreeSet<Subject>,
    waits: String,
}

impl Progress {
    pub(super) fn new(
        options: terminal::Options,
        json: Option<Fields>,
        detail: Detail,
        now: f64,
    ) -> Progress {
        let form = match (json, Terminal::find(options).live) {
            (Some(fields), _) => Form::Documents(fields),
            (None, _) if detail == Detail::Quiet => Form::Nothing,
            (None, Some(_)) => Form::Tree(Screen::default()),
            (None, None) => Form::Lines,
        };
        Progress {
            options,
            form,
            detail,
            newest: Vec::new(),
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
        let view = View {
            now: self.now(),
            look: &terminal.err,
            detail: self.detail,
        };

        tree::text(world, &self.newest, &view, room)
    }

    /// What is known at the beginning.
    pub(super) fn begin(&mut self, world: &World) {
        let tree = self.tree(world);
        match &mut self.form {
            Form::Tree(screen) => screen.draw(&tree),
            Form::Lines => terminal::tell(&tree),
            Form::Documents(_) | Form::Nothing => {}
        }
    }

    /// What is known now.
    pub(super) fn draw(&mut self, world: &World) {
        let tree = match self.form {
            Form::Tree(_) => self.tree(world),
            _ => return,
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
            Form::Nothing => {}
            Form::Lines | Form::Tree(_) => {
                self.lines(lines::lines(world, &told.document, self.detail));
            }
        }
    }

    /// What a build printed.
    pub(super) fn printed(&mut self, build: &str, printed: &[String]) {
        let lines = lines::output(self.now(), &lines::build_name(build), printed);
        match self.form {
            // The tree has it already.
            Form::Tree(_) => {}
            _ => self.lines(lines),
        }
    }

    fn lines(&mut self, lines: Vec<Line>) {
        match &self.form {
            Form::Lines => lines.iter().for_each(|line| self.line(line)),
            Form::Tree(_) if self.detail == Detail::Output => {
                let lines = lines.into_iter().map(|line| line.detail(true));
                self.newest.extend(lines);
                let old = self.newest.len().saturating_sub(NEWEST);
                self.newest.drain(..old);
            }
            _ => {}
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
        if !matches!(self.form, Form::Tree(_) | Form::Nothing) {
            terminal::tell(&format!("{}; waiting for it\n", safe(why)));
        }
    }

    /// The last picture, and how it ended.
    pub(super) fn end(&mut self, world: &World) {
        self.newest.clear();
        let tree = self.tree(world);
        if let Form::Tree(screen) = &mut self.form {
            screen.leave(&tree);
        }
        if self.detail == Detail::Quiet && world.outcome() == Exit::Succeeded {
            return;
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
        let id = world.subject.id();
        terminal::say(&said::leaves(why, what, noun, id));
    }
}
