import CoreModel
import Frames
import Text
import Trial

/// Several fixes that each let a flow through: one is chosen.
struct FixPrompt: Sendable {
    /// What each does, the answer's own first.
    let sets: [[Edit]]
    /// The same as lines.
    let texts: [String]
    var cursor = 0

    /// How many are offered.
    static let limit = 6
    /// Groups up to which other fixes than the answer's are looked for while somebody waits.
    static let groups = 2_000
}

extension Command {
    /// What keys do where a fix is chosen.
    static let fixChoice: [Command] = [
        Command("Enter", [.enter], "try", rank: 0, help: "try this fix; nothing is sent to AWS", .trying, in: .fixes) {
            state, _ in
            state.tryChosenFix()
        },
        Command("j k", ["j", "k", .down, .up], "choose", rank: 1, help: "the next, the previous fix", .moving, in: .fixes) {
            state, key in
            guard case .fixes(var fixes) = state.prompt else { return }
            let step = key == "j" || key == .down ? 1 : -1
            fixes.cursor = min(max(0, fixes.cursor + step), fixes.sets.count - 1)
            state.prompt = .fixes(fixes)
        },
        Command("Esc", [.escape, "q"], "leave, nothing changes", rank: -1, help: "try none of them", .trying, in: .fixes) {
            state, _ in
            state.prompt = nil
        },
    ]
}

extension ExplorerState {
    /// The fixes to choose from; nil where there is one.
    func fixChoice(besides own: [Edit]) -> FixPrompt? {
        guard let view = answer, model.size.groups <= FixPrompt.groups else { return nil }
        let others = model.analyzer.fixChoices(of: view.answer.question, atMost: FixPrompt.limit)
        let sets = (others.contains { Set($0) == Set(own) } ? [own] : []) + others.filter { Set($0) != Set(own) }
        guard sets.count > 1 else { return nil }
        let texts = sets.map { set in TrialLine.lines(of: set, for: model.analyzer).map(\.text).joined(separator: "; ") }
        return FixPrompt(sets: sets, texts: texts)
    }

    /// Tries the fix that is chosen.
    mutating func tryChosenFix() {
        guard case .fixes(let fixes) = prompt, fixes.sets.indices.contains(fixes.cursor) else { return }
        prompt = nil
        tryEdits(fixes.sets[fixes.cursor])
    }
}

extension Screen {
    /// The fixes above the bottom line, a line each.
    mutating func drawFixChoice(_ fixes: FixPrompt) {
        let head = [StyledSpan("\(fixes.sets.count) fixes let it through:", .dim)]
        drawPopup([head] + fixes.texts.map { [StyledSpan(TerminalText.safe($0))] }, chosen: fixes.cursor + 1)
    }
}
