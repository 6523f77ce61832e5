//! What is around every page: head, navigation, the title with its way back, and what the browser
//! needs to keep the page live.

use maud::{DOCTYPE, Markup, html};
use towline_api::pages::{Answer, Body, Visitor};

use crate::ask::Server;
use crate::assets;
use crate::pages::palette;
use crate::text::Text;

/// Everything a page is made with.
pub(crate) struct Context {
    pub(crate) server: Server,
    pub(crate) visitor: Visitor,
    pub(crate) now: f64,
    pub(crate) query: Vec<(String, String)>,
    /// The path below `/console`.
    pub(crate) path: String,
}

impl Context {
    /// A parameter of the query; empty when it is not given.
    pub(crate) fn asked(&self, name: &str) -> &str {
        let found = self.query.iter().find(|(one, _)| one == name);
        found.map_or("", |(_, value)| value)
    }
}

/// Which events make a page ask for itself anew.
#[derive(Debug, Clone, Default)]
pub(crate) struct Live {
    /// The last event that the page contains.
    pub(crate) after: i64,
    /// Beginnings of kinds; none means that the page stays as it is.
    pub(crate) kinds: &'static [&'static str],
    /// Names of which one must be told; none means any.
    pub(crate) names: Vec<String>,
}

/// A page.
pub(crate) struct Page {
    pub(crate) title: String,
    /// Pages above this one: name and address.
    pub(crate) crumbs: Vec<(String, String)>,
    /// Beside the title.
    pub(crate) beside: Markup,
    pub(crate) live: Live,
    pub(crate) content: Markup,
    pub(crate) status: u16,
}

impl Page {
    pub(crate) fn new(title: impl Into<String>, content: Markup) -> Page {
        Page {
            title: title.into(),
            crumbs: Vec::new(),
            beside: html! {},
            live: Live::default(),
            content,
            status: 200,
        }
    }

    pub(crate) fn under(mut self, name: impl Into<String>, place: impl Into<String>) -> Page {
        self.crumbs.push((name.into(), place.into()));
        self
    }

    pub(crate) fn beside(self, beside: Markup) -> Page {
        Page { beside, ..self }
    }

    pub(crate) fn live(self, live: Live) -> Page {
        Page { live, ..self }
    }
}

/// Where the navigation leads: the path, the word, the key after `g`.
pub(crate) const PLACES: [(&str, &str, &str); 8] = [
    ("/", "Home", "h"),
    ("/pipelines", "Pipelines", "p"),
    ("/deployments", "Deployments", "d"),
    ("/hosts", "Hosts", "o"),
    ("/builds", "Builds", "b"),
    ("/repositories", "Repositories", "r"),
    ("/keys", "Keys", "k"),
    ("/guide", "Guide", "u"),
];

/// The whole document.
pub(crate) fn document(context: &Context, page: Page) -> Answer {
    let here = format!("/{}", context.path.split('/').nth(1).unwrap_or_default());
    let names = page.live.names.join(" ");
    let kinds = page.live.kinds.join(" ");
    let shown = html! {
        body data-now=(context.now) data-after=(page.live.after) data-kinds=(kinds) data-names=(Text(&names)) {
            a.skip href="#main" { "Skip to content" }
            header.top {
                a.brand href="/console/" { span.mark aria-hidden="true" {} "Towline" }
                nav aria-label="Main" {
                    ul {
                        @for (path, word, key) in PLACES {
                            li { a href={ "/console" (path) } data-key=(key) aria-current=[(here == path).then_some("page")] { (word) } }
                        }
                    }
                }
                form.find action="/console/find" role="search" {
                    label.hidden for="find" { "Find by id or name" }
                    input #find name="id" type="search" placeholder="Id, ARN or name" autocomplete="off" data-search;
                }
                form.out method="post" action="/console/sign-out" {
                    input type="hidden" name="csrf" value=(context.visitor.csrf);
                    span.who title=(Text(&context.visitor.arn)) { (Text(&context.visitor.access_key_id)) }
                    button.plain { "Sign out" }
                }
            }
            main #main tabindex="-1" {
                div.title {
                    div {
                        @if !page.crumbs.is_empty() {
                            nav.crumbs aria-label="Above" {
                                ol { @for (name, place) in &page.crumbs { li { a href=(place) { (Text(name)) } } } }
                            }
                        }
                        h1 { (Text(&page.title)) }
                    }
                    div.beside data-live="beside" { (page.beside) }
                }
                div data-live="content" { (page.content) }
            }
            p #live role="status" aria-live="polite" {}
            (palette::dialog())
            dialog #keys aria-labelledby="keys-title" { h2 #keys-title { "Keys" } (keys()) form method="dialog" { button { "Close" } } }
        }
    };
    respond(page.status, &shell(&page.title, &shown))
}

/// The keys, for the dialog and for the page of help.
pub(crate) fn keys() -> Markup {
    html! {
        dl.keys {
            dt { kbd { "?" } } dd { "these keys" }
            dt { kbd { "." } } dd { "go to anything, or do what the page can" }
            @for (_, word, key) in PLACES { dt { kbd { "g" } " " kbd { (key) } } dd { (word) } }
            dt { kbd { "/" } } dd { "search" }
            dt { kbd { "j" } " " kbd { "k" } } dd { "next, previous row" }
            dt { kbd { "Enter" } } dd { "open the row" }
            dt { kbd { "u" } } dd { "to the page above" }
            dt { kbd { "[" } " " kbd { "]" } } dd { "older, newer execution" }
            dt { kbd { "l" } } dd { "logs" }
            dt { kbd { "n" } " " kbd { "N" } } dd { "next, previous match in a log" }
            dt { kbd { "f" } } dd { "follow a log" }
            dt { kbd { "t" } } dd { "times of a log's lines" }
            dt { kbd { "r" } } dd { "retry" }
            dt { kbd { "x" } } dd { "stop (asks first)" }
        }
    }
}

/// Head and body as one document.
fn shell(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (Text(title)) " · Towline" }
                link rel="stylesheet" href=(assets::place("console.css"));
                link rel="icon" href=(assets::place("icon.svg")) type="image/svg+xml";
                script type="module" src=(assets::place("console.js")) {}
            }
            (body)
        }
    }
}

/// The page for who is not signed in.
pub(crate) fn sign_in(next: &str, refusal: Option<&str>) -> Answer {
    let shown = html! {
        body.sign-in {
            main #main {
                h1 { span.mark aria-hidden="true" {} "Towline" }
                @if let Some(refusal) = refusal { p.refusal role="alert" { (Text(refusal)) } }
                form method="post" action="/console/sign-in" {
                    input type="hidden" name="next" value=(crate::parts::Raw(next));
                    label for="key" { "Access key id" }
                    input #key name="access-key-id" required autocomplete="username" spellcheck="false" autocapitalize="none" autofocus;
                    label for="secret" { "Secret access key" }
                    input #secret name="secret" type="password" required autocomplete="current-password";
                    button.primary { "Sign in" }
                }
                p.hint { "On the server, " code { "towline env" } " prints the key of the administrator." }
            }
        }
    };
    respond(200, &shell("Sign in", &shown))
}

fn respond(status: u16, shown: &Markup) -> Answer {
    Answer {
        status,
        headers: vec![("content-type", "text/html; charset=utf-8".into())],
        body: Body::Whole(shown.0.as_bytes().to_vec()),
    }
}
