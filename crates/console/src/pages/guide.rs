//! The guide: the pages under `docs/`, as HTML. They are this program's own text; no operation is asked.

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};
use towline_guide::PAGES;

use crate::frame::Page;
use crate::route::missing;

/// A page of the guide; the one without a name lists the others.
pub(crate) fn page(name: &str) -> Page {
    let wanted = if name.is_empty() { INDEX } else { name };
    let Some(found) = towline_guide::page(wanted) else {
        return missing();
    };
    let content = html! {
        div.guide {
            nav.contents aria-label="Guide" {
                ul {
                    @for one in PAGES {
                        li { a href=(place(one.name)) aria-current=[(one.name == wanted).then_some("page")] { (one.title()) } }
                    }
                    li { a href="/console/help" { "Keys of the console" } }
                }
            }
            article { (PreEscaped(article(found.markdown))) (next(wanted)) }
        }
    };
    let page = Page::new(found.title(), content);
    match wanted {
        INDEX => page,
        _ => page.under("Guide", place(INDEX)),
    }
}

/// The page that lists the others.
const INDEX: &str = "README";

fn place(name: &str) -> String {
    match name {
        INDEX => "/console/guide".into(),
        name => format!("/console/guide/{name}"),
    }
}

/// The page that is read after this one.
fn next(name: &str) -> Markup {
    let after = PAGES.iter().skip_while(|page| page.name != name).nth(1);
    html! {
        @if let Some(page) = after { p.next { "Next: " a href=(place(page.name)) { (page.title()) } } }
    }
}

/// The body of a page as HTML: everything but its title, which the frame shows.
fn article(markdown: &'static str) -> String {
    let mut writer = Writer::default();
    let events: Vec<Event> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
    for event in events {
        writer.take(event);
    }
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, writer.done.into_iter());
    body
}

/// Changes what the console shows otherwise than Markdown's plain HTML does.
#[derive(Default)]
struct Writer<'a> {
    done: Vec<Event<'a>>,
    /// The events and words of the heading that is being read.
    heading: Option<(Vec<Event<'a>>, String)>,
    /// Language and text of the block that is being read.
    block: Option<(String, String)>,
}

impl<'a> Writer<'a> {
    fn take(&mut self, event: Event<'a>) {
        if let Some((_, text)) = &mut self.block {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                _ => self.end_block(),
            }
            return;
        }
        match event {
            Event::Start(Tag::Heading { .. }) => self.heading = Some(Default::default()),
            Event::End(TagEnd::Heading(level)) => self.end_heading(level as usize),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.block = Some((language(&kind), String::new()))
            }
            // Notes for the test that runs the page.
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) | Event::Html(_) => {}
            Event::Start(Tag::Table(alignments)) => {
                self.html(r#"<div class="scroll" role="group" aria-label="Table" tabindex="0">"#);
                self.push(Event::Start(Tag::Table(alignments)));
            }
            Event::End(TagEnd::Table) => {
                self.push(event);
                self.html("</div>");
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = target(&dest_url).into();
                self.push(Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            event => self.push(event),
        }
    }

    fn push(&mut self, event: Event<'a>) {
        let Some((events, words)) = &mut self.heading else {
            return self.done.push(event);
        };
        if let Event::Text(text) | Event::Code(text) = &event {
            words.push_str(text);
        }
        events.push(event);
    }

    fn html(&mut self, html: impl Into<CowStr<'a>>) {
        self.push(Event::Html(html.into()));
    }

    /// A heading with the anchor that links of the guide use; the title is left out.
    fn end_heading(&mut self, level: usize) {
        let Some((events, words)) = self.heading.take().filter(|_| level > 1) else {
            return;
        };
        self.html(format!(
            r#"<h{level} id="{}">"#,
            towline_guide::anchor(&words)
        ));
        self.done.extend(events);
        self.html(format!("</h{level}>\n"));
    }

    /// A block that can be reached by keys, since it may be wider than the page, and be copied when
    /// it is a command.
    fn end_block(&mut self) {
        let Some((language, text)) = self.block.take() else {
            return;
        };
        let block = html! {
            div.block {
                pre tabindex="0" { code { (text) } }
                @if language == "sh" {
                    button type="button" hidden data-copy=(text) aria-label="Copy these commands" { "Copy" }
                }
            }
        };
        self.html(block.into_string());
    }
}

fn language(kind: &CodeBlockKind) -> String {
    match kind {
        CodeBlockKind::Fenced(language) => language.to_string(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// Where a link of a page leads in the console.
fn target(link: &str) -> String {
    let (file, anchor) = match link.split_once('#') {
        Some((file, anchor)) => (file, format!("#{anchor}")),
        None => (link, String::new()),
    };
    match file.strip_suffix(".md") {
        Some(name) => format!("{}{anchor}", place(name)),
        None => link.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_what_the_console_shows() {
        let text = "# Title\n\n## With `code` and, so\n\n[on](start.md#here) [here](#with)\n\n\
            <!-- test: skip why -->\n```sh\necho '<b>'\n```\n\n| a | b |\n| --- | --- |\n| 1 | `x` |\n";
        insta::assert_snapshot!(article(text));
    }

    #[test]
    fn every_link_of_every_page_leads_into_the_guide() {
        for page in PAGES {
            let body = article(page.markdown);
            assert!(!body.contains("<!--"), "{}", page.name);
            for link in body.split("href=\"").skip(1) {
                let link = link.split('"').next().unwrap_or_default();
                let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
                let name = path
                    .strip_prefix("/console/guide")
                    .map(|name| name.trim_start_matches('/'));
                let there = match name {
                    None => path.is_empty().then_some(page),
                    Some("") => towline_guide::page(INDEX),
                    Some(name) => towline_guide::page(name),
                };
                let there = there.map(|page| article(page.markdown));
                let id = format!("id=\"{anchor}\"");
                let found = there.is_some_and(|body| anchor.is_empty() || body.contains(&id));
                assert!(found, "{}: {link}", page.name);
            }
        }
    }
}
