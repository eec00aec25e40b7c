import CoreModel

/// What is to be known of an export: what is not in it, and what the input does not tell.
enum ExportRemark {
    /// A group that is not written.
    case leftOut(String, LeavingOut)
    /// A rule of a group that is not written: the group, the rule.
    case notWritten(String, String, NotWriting)
    /// The input tells some rules of a direction, or none.
    case rulesNotTold(String, Direction, isPart: Bool)
    /// The VPC has no id of AWS's; what stands in its place.
    case noVpc(String, written: String)
    /// The input tells no name.
    case noName(String)
    /// The input tells no description.
    case noDescription(String)
    /// A Terraform state has the group.
    case inState(String, isInline: Bool)

    /// Why a group is left out.
    enum LeavingOut: Hashable {
        case defaultGroup
        /// AWS or a controller keeps it, as a tag says.
        case managed(tag: String)
        /// The input tells its rules and not what it is.
        case notDescribed
        /// The input only names it.
        case notLoaded
        /// It is of another account or region.
        case otherScope(String)
    }

    /// Why a rule is not written.
    enum NotWriting {
        /// The input leaves open what decides.
        case notSettled(String)
        /// Copies of the group disagree.
        case copies
        /// The input has it twice.
        case twice
    }
}
