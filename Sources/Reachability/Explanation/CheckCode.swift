/// Why a side does what it does: AWS's explanation code where it has one, refined by the field that failed.
///
/// Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
public enum CheckCode: Hashable, Sendable {
    /// Rules let it through, or let part of it through.
    case rule
    /// Security groups do not filter it.
    case notFiltered
    /// A host or an interface without groups: filtered by nothing.
    case noGroups
    /// It is not known which groups an address carries.
    case unknownAddress
    /// Rules, or which group is meant, are not in the input.
    case unknownGroup
    /// The entries of a prefix list are not loaded.
    case unknownPrefixList
    /// There are no rules of the direction.
    case noRules
    /// No rule fits; the field is the first that the nearest one fails on.
    case mismatch(FailedField)

    /// As JSON and answers write it: "ENI_SG_RULES_MISMATCH:port".
    public var text: String {
        switch self {
        case .rule: "RULE"
        case .notFiltered: "NOT_FILTERED"
        case .noGroups: "NO_GROUPS"
        case .unknownAddress: "UNKNOWN_ADDRESS"
        case .unknownGroup: "UNKNOWN_GROUP"
        case .unknownPrefixList: "UNKNOWN_PREFIX_LIST"
        case .noRules: "SG_HAS_NO_RULES"
        case .mismatch(let field): "ENI_SG_RULES_MISMATCH:\(field.rawValue)"
        }
    }
}
