//! Strict verification against one pinned certificate.

use cms::cert::CertificateChoices;
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use const_oid::db::{rfc5911, rfc5912};
use der::asn1::OctetString;
use der::{Decode, DecodePem, Encode};
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use x509_cert::Certificate;

use super::{EnvelopeError, LABEL};

/// Returns the content of `envelope` provided that the owner of `pinned` (PEM certificate) signed
/// exactly that content.
pub fn verify(envelope: &str, pinned: &str) -> Result<String, EnvelopeError> {
    let pinned =
        Certificate::from_pem(pinned.trim()).map_err(|e| EnvelopeError::Pinned(e.to_string()))?;
    let data = signed_data(envelope)?;
    let [signer] = data.signer_infos.0.as_slice() else {
        return Err(structure("it must have exactly one signer"));
    };
    check_certificate(&data, &pinned)?;
    check_signer(signer, &pinned)?;
    let content = content(&data)?;
    let key = &pinned.tbs_certificate.subject_public_key_info;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key.subject_public_key.raw_bytes())
        .verify(content.as_bytes(), signer.signature.as_bytes())
        .map_err(|_| EnvelopeError::Signature)?;
    String::from_utf8(content.into_bytes()).map_err(|_| structure("its content is not UTF-8"))
}

fn structure(why: impl ToString) -> EnvelopeError {
    EnvelopeError::Structure(why.to_string())
}

fn signed_data(envelope: &str) -> Result<SignedData, EnvelopeError> {
    let (label, bytes) = der::pem::decode_vec(envelope.trim().as_bytes()).map_err(structure)?;
    if label != LABEL {
        return Err(structure(format!("its PEM label is {label}, not {LABEL}")));
    }
    let info = ContentInfo::from_der(&bytes).map_err(structure)?;
    if info.content_type != rfc5911::ID_SIGNED_DATA {
        return Err(structure("it is not SignedData"));
    }
    let data: SignedData = info.content.decode_as().map_err(structure)?;
    if data.version != CmsVersion::V1 {
        return Err(structure("it is not SignedData version 1"));
    }
    Ok(data)
}

/// The embedded certificate must be the pinned one, byte for byte.
fn check_certificate(data: &SignedData, pinned: &Certificate) -> Result<(), EnvelopeError> {
    let embedded = data.certificates.as_ref().map(|set| set.0.as_slice());
    let Some([certificate]) = embedded else {
        return Err(EnvelopeError::NoCertificate);
    };
    match certificate {
        CertificateChoices::Certificate(certificate)
            if certificate.to_der().map_err(structure)?
                == pinned.to_der().map_err(structure)? =>
        {
            Ok(())
        }
        _ => Err(EnvelopeError::UnknownSigner),
    }
}

fn check_signer(signer: &SignerInfo, pinned: &Certificate) -> Result<(), EnvelopeError> {
    let SignerIdentifier::IssuerAndSerialNumber(id) = &signer.sid else {
        return Err(EnvelopeError::KeyIdSigner);
    };
    let tbs = &pinned.tbs_certificate;
    if id.issuer != tbs.issuer || id.serial_number != tbs.serial_number {
        return Err(EnvelopeError::UnknownSigner);
    }
    // With signed attributes the signature covers those instead of the content; Towline's server
    // never writes them, so the weaker path does not exist here.
    if signer.signed_attrs.is_some() {
        return Err(structure("it has signed attributes"));
    }
    if signer.digest_alg.oid != rfc5912::ID_SHA_256
        || signer.signature_algorithm.oid != rfc5912::ECDSA_WITH_SHA_256
    {
        return Err(structure("it is not signed with ECDSA and SHA-256"));
    }
    Ok(())
}

fn content(data: &SignedData) -> Result<OctetString, EnvelopeError> {
    let info = &data.encap_content_info;
    if info.econtent_type != rfc5911::ID_DATA {
        return Err(structure("its content is not plain data"));
    }
    let content = info
        .econtent
        .as_ref()
        .ok_or_else(|| structure("its content is not attached"))?;
    content.decode_as().map_err(structure)
}
