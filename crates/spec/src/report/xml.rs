//! A walk over XML elements with bounded depth and text; entities beyond the five stay as written.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::ReportError;

/// Deepest nesting of elements.
const DEPTH: usize = 64;

/// Bytes of text kept of one element; what follows is skipped.
const TEXT: usize = 64 * 1024;

/// A start tag.
pub(super) struct Tag {
    /// Local name.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute, empty when absent.
    pub(super) fn get(&self, key: &str) -> &str {
        let found = self.attributes.iter().find(|(name, _)| name == key);
        found.map_or("", |(_, value)| value)
    }
}

/// What the walk meets.
pub(super) enum Step {
    /// An element begins.
    Open(Tag),
    /// An element ends; its own text (children's not included).
    Close(String, String),
}

/// Walks through the document.
pub(super) fn walk(
    input: impl BufRead,
    visit: &mut dyn FnMut(Step) -> Result<(), ReportError>,
) -> Result<(), ReportError> {
    let mut reader = Reader::from_reader(input);
    let mut buffer = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer);
        let at = reader.buffer_position();
        let fault = |what: String| ReportError::Xml { at, what };
        match event.map_err(|e| fault(e.to_string()))? {
            Event::Start(start) => {
                if names.len() == DEPTH {
                    return Err(ReportError::Depth(DEPTH));
                }
                let tag = tag(&start).map_err(fault)?;
                names.push(tag.name.clone());
                texts.push(String::new());
                visit(Step::Open(tag))?;
            }
            Event::Empty(start) => {
                let tag = tag(&start).map_err(fault)?;
                let name = tag.name.clone();
                visit(Step::Open(tag))?;
                visit(Step::Close(name, String::new()))?;
            }
            Event::End(_) => {
                let closed = names.pop().zip(texts.pop());
                let (name, text) = closed.ok_or_else(|| fault("an end tag too many".into()))?;
                visit(Step::Close(name, text))?;
            }
            Event::Text(text) => push(&mut texts, &String::from_utf8_lossy(&text)),
            Event::CData(text) => push(&mut texts, &String::from_utf8_lossy(&text)),
            Event::GeneralRef(name) => push(&mut texts, &entity(&String::from_utf8_lossy(&name))),
            Event::Eof if names.is_empty() => return Ok(()),
            Event::Eof => return Err(fault("the file ends inside an element".into())),
            _ => {}
        }
    }
}

fn push(texts: &mut [String], more: &str) {
    if let Some(text) = texts.last_mut()
        && text.len() + more.len() <= TEXT
    {
        text.push_str(more);
    }
}

fn tag(start: &BytesStart<'_>) -> Result<Tag, String> {
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let raw = String::from_utf8_lossy(&attribute.value);
        attributes.push((key, unescape(&raw)));
    }
    Ok(Tag { name, attributes })
}

/// Resolves references in an attribute; unknown ones stay as they are.
fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        match after.split_once(';') {
            Some((name, tail)) if name.len() <= 8 => {
                text.push_str(&entity(name));
                rest = tail;
            }
            _ => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|digits| {
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        code.and_then(char::from_u32)
    });
    match (name, number) {
        (_, Some(c)) => c.to_string(),
        ("lt", _) => "<".into(),
        ("gt", _) => ">".into(),
        ("amp", _) => "&".into(),
        ("apos", _) => "'".into(),
        ("quot", _) => "\"".into(),
        _ => format!("&{name};"),
    }
}
