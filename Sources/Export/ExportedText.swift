import Text
import Words

/// What is written, and what is to be known of it.
public struct ExportedText: Sendable {
    /// The text, with line ends.
    public let text: String
    /// What is left out, what cannot be said in this form, what is to be done: a sentence each.
    public let notes: [String]
}

/// The forms in which groups are written.
public enum ExportForm: String, Sendable, CaseIterable {
    /// Terraform, for the AWS provider.
    case terraform
    /// A CloudFormation template, as YAML.
    case cloudformation
    /// A Pulumi module in TypeScript.
    case pulumi

    /// What begins a comment.
    var comment: String { self == .pulumi ? "//" : "#" }
}

extension GroupExport {
    /// The groups in a form; with imports existing groups and rules are taken over, else new ones are made.
    ///
    /// `origin` are lines that say what the text rests on; they stand first, as comments.
    public func written(as form: ExportForm, withImports: Bool, origin: [String] = []) -> ExportedText {
        let (body, own) =
            switch form {
            case .terraform: TerraformExport(groups: groups, hasImports: withImports).written
            case .cloudformation: CloudFormationExport(groups: groups, hasImports: withImports).written
            case .pulumi: PulumiExport(groups: groups, hasImports: withImports).written
            }
        let notes = ExportRemark.sentences(remarks) + (withImports ? withoutID : []) + own
        let head = origin + ["Security groups of \(label), written by sgscope."] + notes
        let comment = head.map { "\(form.comment) \(CodeText.oneLine($0))\n" }.joined()
        return ExportedText(text: "\(comment)\n\(body)", notes: notes)
    }

    /// What `aws cloudformation create-change-set --change-set-type IMPORT --resources-to-import` takes for the template.
    public func resourcesToImport() -> ExportedText {
        let template = CloudFormationExport(groups: groups, hasImports: true)
        return ExportedText(text: template.resourcesToImport, notes: ExportRemark.sentences(remarks) + withoutID)
    }

    /// What cannot be imported, since the input tells no id of it.
    private var withoutID: [String] {
        var notes: [String] = []
        let nameless = groups.filter { $0.importID == nil }.map(\.label)
        if !nameless.isEmpty { notes.append("no import: the input tells no AWS id of \(nameless.joined(separator: ", "))") }
        let all = groups.reduce(0) { $0 + $1.rules.count }
        let without = groups.reduce(0) { $0 + $1.rules.count { $0.importID == nil } }
        if without > 0 {
            notes.append(
                "no import: \(without) of \(TextCount.of(all, "rule")) \(without == 1 ? "has" : "have") no id in the input, and would be "
                    + "made a second time; aws ec2 describe-security-group-rules tells the ids")
        }
        return notes
    }
}

extension ExportedPeer {
    /// What is to be known of a peer that is not written, for a comment; nil where its own text says all.
    func remark(of form: ExportForm) -> String? {
        switch self {
        case .exported, .network: return nil
        case .prefixList(let id, let name): return name.isEmpty ? nil : "\(id) is \(name)"
        case .other(let id, let account, let name, let isStale):
            let called = name.isEmpty ? "" : "is \(name), which is "
            let place = account.map { "of account \($0)" } ?? "not written here"
            return "\(id) \(called.isEmpty ? "is " : called)\(place)\(isStale ? "; AWS calls the reference stale" : "")"
        }
    }
}
