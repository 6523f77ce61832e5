//! Which page a path is.

use maud::html;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use towline_api::ApiError;
use towline_api::pages::{Answer, Ask, Body, Visit};

use crate::ask::Server;
use crate::frame::{self, Context, Page};
use crate::text::Text;
use crate::{act, assets, pages};

/// Answers a visit.
pub(crate) async fn answer(visit: Visit) -> Answer {
    if let Some(name) = visit.path.strip_prefix(assets::PLACE) {
        return assets::answer(name, visit.gzip);
    }
    let next = visit.query.iter().find(|(name, _)| name == "next");
    let next = next.map_or("", |(_, value)| value);
    let Some(visitor) = visit.visitor else {
        let refusal = match &visit.ask {
            Ask::SignIn(refusal) => refusal.as_deref(),
            _ => None,
        };
        return frame::sign_in(next, refusal);
    };
    let context = Context {
        server: Server(visit.operations),
        visitor,
        now: visit.now,
        query: visit.query,
        path: visit.path,
    };
    let outcome = match visit.ask {
        Ask::Form(form) => act::act(&context, &form).await,
        Ask::Page | Ask::SignIn(_) => page(&context).await,
    };
    match outcome {
        Ok(answer) => answer,
        Err(error) => problem(&context, &error),
    }
}

async fn page(context: &Context) -> Result<Answer, ApiError> {
    let parts = parts(&context.path);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let page = match parts[..] {
        [] => pages::home::page(context).await?,
        ["pipelines"] => pages::pipelines::page(context).await?,
        ["pipelines", name] => pages::pipeline::page(context, name).await?,
        ["pipelines", name, "versions"] => pages::definition::page(context, name).await?,
        ["pipelines", name, "compare"] => pages::compare::executions(context, name).await?,
        ["pipelines", name, id] => pages::execution::page(context, name, id).await?,
        ["deployments"] => pages::deployments::page(context).await?,
        ["deployments", "compare"] => pages::compare::deployments(context).await?,
        ["deployments", id] => pages::deployment::page(context, id).await?,
        ["deployments", id, host] => pages::target::page(context, id, host).await?,
        ["queue"] => pages::queue::page(context).await?,
        ["hosts"] => pages::hosts::page(context).await?,
        ["hosts", name] => pages::hosts::host(context, name).await?,
        ["builds"] => pages::builds::page(context).await?,
        ["builds", id] => pages::build::page(context, id).await?,
        ["repositories"] => pages::lists::repositories(context).await?,
        ["keys"] => pages::lists::keys(context).await?,
        ["logs"] => pages::logs::page(context).await?,
        ["logs", "lines"] => return pages::logs::some(context).await,
        ["logs", "search"] => return pages::logs::search(context).await,
        ["logs", "raw"] => return pages::logs::raw(context).await,
        ["palette"] => return pages::palette::entries(context).await,
        ["find"] => return pages::lists::find(context).await,
        ["guide"] => pages::guide::page(""),
        ["guide", name] => pages::guide::page(name),
        ["help"] => Page::new("Keys of the console", html! { (frame::keys()) }),
        _ => missing(),
    };
    Ok(frame::document(context, page))
}

/// The parts of a path, decoded.
fn parts(path: &str) -> Vec<String> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    let decoded = parts.map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
    decoded.collect()
}

/// Sends the browser on.
pub(crate) fn go(place: String) -> Answer {
    Answer {
        status: 303,
        headers: vec![("location", place)],
        body: Body::Whole(Vec::new()),
    }
}

/// A document for a script.
pub(crate) fn json(document: &Value) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type", "application/json".into())],
        body: Body::Whole(document.to_string().into_bytes()),
    }
}

pub(crate) fn missing() -> Page {
    let content = html! { p { "There is no such page. " a href="/console/" { "Home" } } };
    Page {
        status: 404,
        ..Page::new("Not found", content)
    }
}

/// What an operation refused, in its own words.
fn problem(context: &Context, error: &ApiError) -> Answer {
    let content = html! {
        section.why.bad role="alert" {
            h2 { (Text(&error.code)) }
            p.cause { (Text(&error.message)) }
        }
        p { a href="/console/" { "Home" } }
    };
    let page = Page {
        status: if error.is_absence() {
            404
        } else {
            error.status
        },
        ..Page::new("That did not work", content)
    };
    frame::document(context, page)
}
