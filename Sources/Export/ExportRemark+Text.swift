import CoreModel
import Text

extension ExportRemark {
    /// What remarks say, a line each; what is the same of several groups is said once, with all their names.
    static func sentences(_ remarks: [ExportRemark]) -> [String] {
        var lines: [(said: Said, names: [String])] = []
        var places: [Said: Int] = [:]
        for remark in remarks {
            let (name, said) = remark.said
            if let place = places[said] {
                lines[place].names.append(name)
            } else {
                places[said] = lines.count
                lines.append((said, [name]))
            }
        }
        return lines.map { "\($0.said.before)\($0.names.joined(separator: ", "))\($0.said.after)" }
    }

    /// What stands before and behind the names.
    private struct Said: Hashable {
        var before: String
        var after: String
    }

    private static func inState(_ isInline: Bool) -> String {
        let style = isInline ? ", with inline rules that fight these resources" : ""
        return "a Terraform state has this already\(style), forget it there before this is applied: "
    }

    private var said: (name: String, Said) {
        switch self {
        case .leftOut(let name, let reason): (name, Said(before: "left out, \(reason.text): ", after: ""))
        case .notWritten(let group, let rule, let reason):
            (group, Said(before: "not written of ", after: ": \(rule): \(reason.text)"))
        case .rulesNotTold(let name, let direction, let isPart):
            (name, Said(before: "the input tells \(isPart ? "not all" : "no") \(direction.name) rules of ", after: ""))
        case .noVpc(let name, let written):
            (
                name,
                Said(
                    before: "the input tells no VPC's id, and a new group lands in the default VPC: ",
                    after: written.isEmpty ? "" : " (\(written))")
            )
        case .noName(let name): (name, Said(before: "the input tells no name, and one is made up: ", after: ""))
        case .noDescription(let name):
            (name, Said(before: "the input tells no description, and that of a group cannot be changed: ", after: ""))
        case .inState(let name, let isInline):
            (name, Said(before: Self.inState(isInline), after: ""))
        }
    }
}

extension ExportRemark.LeavingOut {
    fileprivate var text: String {
        switch self {
        case .defaultGroup: "a default group, which AWS makes"
        case .managed(let tag): "the tag \(tag) says that AWS or a controller manages it"
        case .notDescribed: "aws ec2 describe-security-groups tells its name and description, which are not in the input"
        case .notLoaded: "its rules are not in the input"
        case .otherScope(let place): "one text is of one account and region, and this is of \(place)"
        }
    }
}

extension ExportRemark.NotWriting {
    fileprivate var text: String {
        switch self {
        case .notSettled(let what): "the input leaves open \(what)"
        case .copies: "copies of the group disagree"
        case .twice: "the input has it twice, and it is written once"
        }
    }
}
