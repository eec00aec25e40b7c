/// What an explanation knows of a stage beside the stage's own reason.
public enum StageDetail: Hashable, Sendable {
    /// What its groups do.
    case groups(CheckCode)
    /// A rule that names a group would let it through, but for what lies between.
    case lostReference
    /// The first field in which the entry of an ACL differs that came closest.
    case entry(FailedField)
    /// The ACL of a subnet stops what a classic load balancer sends within it.
    case classicBalancer
}

extension Stage {
    /// ``code`` refined by what more is known: "SUBNET_ACL_RESTRICTION:reply:port".
    func code(refinedBy detail: StageDetail?) -> String? {
        switch detail {
        case .groups(let code): code.text
        case .lostReference: "SG_REFERENCES_NOT_PRESERVED"
        case .entry(let field): code.map { "\($0):\(field.rawValue)" }
        case .classicBalancer: "ELB_ACL_RESTRICTION"
        case nil: code
        }
    }
}
