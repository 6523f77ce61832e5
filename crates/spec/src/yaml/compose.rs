//! From parser events to a bounded tree.

use std::collections::HashMap;

use serde_saphyr::granit_parser::{self, Event, Marker, Parser, ScalarStyle, Tag};

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostics, Position};

/// Values inside values.
const MAX_DEPTH: usize = 64;

/// How large a file may be.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Bytes of its text.
    pub bytes: usize,
    /// Values after the expansion of aliases: what stops an alias bomb.
    pub values: usize,
}

impl Budget {
    /// Larger than any honest AppSpec or build specification by far.
    const USUAL: Budget = Budget {
        bytes: 1 << 20,
        values: 20_000,
    };
}

/// Reads the first document of `text`.
///
/// `None` means that it could not be read; `out` then has an error with a line. An empty document
/// is a null node.
pub fn parse(text: &str, out: &mut Diagnostics) -> Option<Node> {
    parse_within(text, Budget::USUAL, out)
}

/// The same with other limits.
pub fn parse_within(text: &str, budget: Budget, out: &mut Diagnostics) -> Option<Node> {
    if text.len() > budget.bytes {
        out.error(
            Position::START,
            format!(
                "the file has {} bytes; the limit is {}",
                text.len(),
                budget.bytes
            ),
            "move long scripts into files of their own",
        );
        return None;
    }
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut composer = Composer {
        events: Parser::new_from_str_with_options(text, options),
        anchors: HashMap::new(),
        nodes: 0,
        limit: budget.values,
        out,
    };
    match composer.document() {
        Ok(node) => Some(node),
        Err(fault) => {
            out.error(fault.at, fault.what, fault.fix);
            None
        }
    }
}

/// Why reading stopped.
struct Fault {
    at: Position,
    what: String,
    fix: String,
}

fn fault<T>(at: Position, what: impl Into<String>, fix: impl Into<String>) -> Result<T, Fault> {
    Err(Fault {
        at,
        what: what.into(),
        fix: fix.into(),
    })
}

fn position(marker: Marker) -> Position {
    Position {
        line: u32::try_from(marker.line()).unwrap_or(u32::MAX).max(1),
        column: u32::try_from(marker.col())
            .unwrap_or(u32::MAX)
            .saturating_add(1),
    }
}

/// A finished anchored value with the number of values in it and its depth.
struct Anchored {
    node: Node,
    nodes: usize,
    depth: usize,
}

struct Composer<'t, 'o> {
    events: Parser<'t, granit_parser::StrInput<'t>>,
    anchors: HashMap<usize, Anchored>,
    nodes: usize,
    limit: usize,
    out: &'o mut Diagnostics,
}

impl<'t> Composer<'t, '_> {
    fn next(&mut self) -> Result<(Event<'t>, Position), Fault> {
        match self.events.next() {
            Some(Ok((event, span))) => {
                Ok((event, position(span.tag_start().unwrap_or(span.start))))
            }
            Some(Err(error)) => fault(
                position(*error.marker()),
                format!("this is not valid YAML: {}", error.info()),
                "check indentation (spaces, never tabs), quotes and brackets on this line and the \
                 one above",
            ),
            None => Ok((Event::StreamEnd, Position::START)),
        }
    }

    fn document(&mut self) -> Result<Node, Fault> {
        let node = loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(..), _) => {}
                (Event::StreamEnd, _) => return Ok(null(Position::START)),
                (event, at) => break self.node(event, at, 0)?.0,
            }
        };
        loop {
            match self.next()? {
                (Event::DocumentEnd, _) => {}
                (Event::DocumentStart(..), at) => {
                    let what = "a second document starts here; it is ignored";
                    self.out
                        .warning(at, what, "keep one document in the file")
                        .why("one file says one thing: only its first document is read");
                    return Ok(node);
                }
                _ => return Ok(node),
            }
        }
    }

    fn count(&mut self, at: Position, more: usize) -> Result<(), Fault> {
        self.nodes += more;
        if self.nodes > self.limit {
            let limit = self.limit;
            return fault(
                at,
                format!("the file has more than {limit} values once aliases are expanded"),
                "remove nested aliases (*name)",
            );
        }
        Ok(())
    }

    /// The node that `event` starts, and how many levels it has.
    fn node(
        &mut self,
        event: Event<'t>,
        at: Position,
        depth: usize,
    ) -> Result<(Node, usize), Fault> {
        self.count(at, 1)?;
        if depth > MAX_DEPTH {
            return too_deep(at);
        }
        let before = self.nodes;
        let (anchor, value, levels) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                check_tag(tag.as_deref(), at)?;
                let text_tag = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let value = Value::Scalar {
                    plain: style == ScalarStyle::Plain && !text_tag,
                    text: text.into_owned(),
                };
                (anchor, value, 1)
            }
            Event::SequenceStart(_, anchor, tag) => {
                check_tag(tag.as_deref(), at)?;
                let (items, levels) = self.list(depth)?;
                (anchor, Value::List(items), levels)
            }
            Event::MappingStart(_, anchor, tag) => {
                check_tag(tag.as_deref(), at)?;
                let (entries, levels) = self.mapping(depth)?;
                (anchor, Value::Map(entries), levels)
            }
            Event::Alias(id) => return self.alias(id, at, depth),
            _ => {
                return fault(
                    at,
                    "the YAML parser gave an unexpected event",
                    "report this file",
                );
            }
        };
        let node = Node { at, value };
        if anchor != 0 {
            let anchored = Anchored {
                node: node.clone(),
                nodes: 1 + self.nodes - before,
                depth: levels,
            };
            self.anchors.insert(anchor, anchored);
        }
        Ok((node, levels))
    }

    fn alias(&mut self, id: usize, at: Position, depth: usize) -> Result<(Node, usize), Fault> {
        let Some(anchored) = self.anchors.get(&id) else {
            return fault(
                at,
                "this alias stands inside the value that it names",
                "write the value out",
            );
        };
        let (nodes, levels) = (anchored.nodes, anchored.depth);
        if depth + levels > MAX_DEPTH {
            return too_deep(at);
        }
        // Counted before the copy is made.
        self.count(at, nodes)?;
        let mut node = self.anchors[&id].node.clone();
        node.at = at;
        Ok((node, levels))
    }

    fn list(&mut self, depth: usize) -> Result<(Vec<Node>, usize), Fault> {
        let (mut items, mut levels) = (Vec::new(), 1);
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Ok((items, levels)),
                (event, at) => {
                    let (item, inside) = self.node(event, at, depth + 1)?;
                    levels = levels.max(inside + 1);
                    items.push(item);
                }
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<(Vec<Entry>, usize), Fault> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut index: HashMap<String, usize> = HashMap::new();
        let (mut merged, mut levels) = (Vec::new(), 1);
        loop {
            let (event, key_at) = self.next()?;
            if event == Event::MappingEnd {
                break;
            }
            let key = key(self.node(event, key_at, depth + 1)?.0)?;
            let (event, at) = self.next()?;
            let (value, inside) = self.node(event, at, depth + 1)?;
            levels = levels.max(inside + 1);
            if key == "<<" {
                merge(value, &mut merged)?;
                continue;
            }
            let entry = Entry { key, key_at, value };
            match index.get(&entry.key) {
                Some(earlier) => {
                    self.duplicate(&entry);
                    entries[*earlier] = entry;
                }
                None => {
                    index.insert(entry.key.clone(), entries.len());
                    entries.push(entry);
                }
            }
        }
        for entry in merged {
            if !index.contains_key(&entry.key) {
                index.insert(entry.key.clone(), entries.len());
                entries.push(entry);
            }
        }
        Ok((entries, levels))
    }

    fn duplicate(&mut self, entry: &Entry) {
        let what = format!(
            "the key {:?} stands here a second time; this one wins",
            entry.key
        );
        self.out
            .warning(entry.key_at, what, "keep one of them")
            .why("what the first one says is lost");
    }
}

fn null(at: Position) -> Node {
    Node {
        at,
        value: Value::Scalar {
            text: String::new(),
            plain: true,
        },
    }
}

fn too_deep<T>(at: Position) -> Result<T, Fault> {
    fault(
        at,
        format!("values are nested more than {MAX_DEPTH} levels deep"),
        "flatten the file",
    )
}

fn key(node: Node) -> Result<String, Fault> {
    match node.value {
        Value::Scalar { text, .. } => Ok(text),
        _ => fault(
            node.at,
            "a list or a mapping is used as a key",
            "use text as the key; a `{` or `[` that belongs to the text needs quotes",
        ),
    }
}

/// The pairs that a merge key (`<<`) brings in; the first of several wins.
fn merge(value: Node, merged: &mut Vec<Entry>) -> Result<(), Fault> {
    let at = value.at;
    let sources = match value.value {
        Value::List(items) => items,
        _ => vec![value],
    };
    for source in sources {
        match source.value {
            Value::Map(entries) => merged.extend(entries),
            _ => {
                return fault(
                    at,
                    "a merge key (<<) names something that is not a mapping",
                    "let it name an anchored mapping (*name)",
                );
            }
        }
    }
    Ok(())
}

fn check_tag(tag: Option<&Tag>, at: Position) -> Result<(), Fault> {
    match tag {
        Some(tag) if !tag.is_yaml_core_schema() && tag.suffix() != "" => fault(
            at,
            format!("the tag {tag} has no meaning here"),
            "write the value itself; CloudFormation functions such as !GetAtt work in templates \
             only",
        ),
        _ => Ok(()),
    }
}
