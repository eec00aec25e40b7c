import CoreModel
import Documentation
import History
import Text
import Words

/// What is copied of the list of what changed when.
extension ExplorerState {
    /// The list as text.
    var timeLineText: String? { TimeLineLines(self, width: 78).map { $0.text(self) } }

    /// What the list gives; nil of what it has nothing of.
    func textOfTimeLine(_ copied: Copied) -> String? {
        switch copied {
        case .answer: return timeLineText.map { trialHead + $0 }
        case .undo:
            guard let change = chosenPastChange, let known = read.known else { return nil }
            return TakingBack(read.inventory, read.names).text(change, clock: known.whole)
        case .id: return chosenPastChange?.edits.first?.component
        case .command: return "sgscope history\(read.inputText)\n"
        case .fix, .terraform, .cloudformation, .pulumi, .map: return nil
        }
    }
}

extension Copied {
    /// What it is of the list of changes; nil of what it has nothing of.
    var wordsOfTimeLine: String? {
        switch self {
        case .answer: "what changed when"
        case .undo: "what takes the change back"
        case .id: "the id of what changed"
        case .command: "the command that lists the same"
        case .fix, .terraform, .cloudformation, .pulumi, .map: nil
        }
    }
}

extension ExplorerModel {
    /// What changed of a group last, below its rules.
    func changedRows(_ group: GroupIndex, width: Int) -> [ReportRow] {
        guard let known else { return [] }
        let lines = GroupChangeLines(
            known.timeLine, of: inventory[inventory[group].id], known.words, clock: known.short)
        return lines.lines(width: width).map { ReportRow(line: $0) }
    }
}
