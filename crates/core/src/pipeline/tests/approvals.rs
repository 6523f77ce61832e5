//! Manual approvals: tokens, answers, time-outs.

use serde_json::json;

use super::super::fixture::Rig;
use super::super::machine::{Refusal, Reply};
use super::{answer, first, retry, token, with_approval};
use crate::{Machine, Span};

#[test]
fn an_approval_takes_one_answer_with_its_own_token() {
    let mut rig = Rig::new(with_approval());
    let id = first(&rig);
    rig.succeed("Fetch");
    let token = token(&rig);
    let wrong = answer(&mut rig, "00000000-0000-4000-8000-000000000000", true);
    assert!(matches!(wrong, Err(Refusal::InvalidApprovalToken(_))));
    assert!(matches!(answer(&mut rig, &token, true), Ok(Reply::At(_))));
    assert!(rig.runs("Publish"));
    let again = answer(&mut rig, &token, true);
    assert!(matches!(again, Err(Refusal::ApprovalAlreadyCompleted(_))));
    rig.succeed("Publish");
    assert_eq!(rig.status(&id), "Succeeded");
    rig.reload();
    let again = answer(&mut rig, &token, true);
    assert!(matches!(again, Err(Refusal::ApprovalAlreadyCompleted(_))));
}

#[test]
fn a_rejection_fails_the_stage_and_a_retry_asks_with_a_new_token() {
    let mut rig = Rig::new(with_approval());
    let id = first(&rig);
    rig.succeed("Fetch");
    let old = token(&rig);
    answer(&mut rig, &old, false).expect("open");
    assert_eq!(rig.status(&id), "Failed");
    retry(&mut rig, "Gate", &id, false).expect("retryable");
    assert_ne!(token(&rig), old);
    let stale = answer(&mut rig, &old, true);
    assert!(matches!(stale, Err(Refusal::InvalidApprovalToken(_))));
}

#[test]
fn an_approval_times_out_after_seven_days_or_as_declared() {
    for (declared, span) in [(None, Span::hours(7 * 24)), (Some(5), Span::minutes(5))] {
        let mut value = with_approval();
        if let Some(minutes) = declared {
            value["stages"][1]["actions"][0]["timeoutInMinutes"] = json!(minutes);
        }
        let mut rig = Rig::new(value);
        let id = first(&rig);
        rig.succeed("Fetch");
        assert_eq!(rig.pipeline.deadline(), Some(rig.now + span));
        let open = token(&rig);
        rig.tick_at_deadline();
        assert_eq!(rig.status(&id), "Failed");
        let late = answer(&mut rig, &open, true);
        assert!(matches!(late, Err(Refusal::InvalidApprovalToken(_))));
    }
}
