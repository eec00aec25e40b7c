import Documentation
import Text
import Trial
import Words

/// What is copied while something is on trial: it says so, or it is code, and says so in a comment.
extension ExplorerState {
    /// The line above a copy, with its end; empty where nothing is on trial.
    var trialHead: String { changes.map { TrialWords.origin($0) + "\n" } ?? model.past.map { $0.title + "\n" } ?? "" }

    /// Commands or code with a comment above that says what it was worked out of.
    func commented(_ code: String, _ sign: String = "#") -> String {
        (changes.map { TrialWords.origin($0) } ?? model.past?.title).map { "\(sign) \($0)\n" + code } ?? code
    }

    /// The changes that are on, as a command takes them.
    var trialOptions: String {
        let on = changes?.changes.filter(\.isOn) ?? []
        return on.map { " --with \(ShellText.quoted($0.line.text, always: true))" }.joined() + (model.past?.option ?? "")
    }

    /// The fix of the answer as code.
    func fixCode(_ form: CodeForm) -> String? {
        guard let view = answer, !view.fixes.isEmpty else { return nil }
        let network = view.answer.networkFixes.compactMap { $0.edit(in: model.inventory) }
        let edits = view.answer.fixes.map(\.edit) + network
        let text = ChangeCode(model.inventory, model.names).text(edits, as: form)
        return text.isEmpty ? nil : commented(text, form == .pulumi ? "//" : "#")
    }

    /// What the list of changes gives: all that are on, in order, as code; nil of what it has nothing of.
    func textOfTrial(_ copied: Copied) -> String? {
        guard let changes else { return nil }
        let code = ChangeCode(read.inventory, read.names)
        // What somebody typed is what is meant, words and all; a fix says what its rules are for.
        func text(_ form: CodeForm) -> String {
            let on = changes.changes.filter(\.isOn)
            return code.text(exactly: on.flatMap { $0.origin == .fix ? code.described($0.line.edits) : $0.line.edits }, as: form)
        }
        switch copied {
        case .answer:
            let lines = TrialLines(self, width: 78).lines.map(\.text.text)
            return trialHead + lines.dropLast(2).joined(separator: "\n") + "\n"
        case .fix: return text(.aws)
        case .undo: return code.undo(changes.edits)
        case .terraform: return text(.terraform)
        case .cloudformation: return text(.cloudformation)
        case .pulumi: return text(.pulumi)
        case .command: return "sgscope trial\(model.inputText)\(trialOptions)\n"
        case .map, .id: return nil
        }
    }
}

extension Copied {
    /// What it is of the list of changes; nil of what it has nothing of.
    var wordsOfTrial: String? {
        switch self {
        case .answer: "the changes and what they come to"
        case .fix: "the changes as aws commands"
        case .undo: "what undoes the changes"
        case .terraform: "the changes as Terraform"
        case .cloudformation: "the changes as CloudFormation"
        case .pulumi: "the changes as Pulumi"
        case .command: "the command that tries the same"
        case .map, .id: nil
        }
    }
}
