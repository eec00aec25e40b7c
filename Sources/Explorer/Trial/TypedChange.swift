import Text
import Trial

/// A change that is typed behind the colon.
extension ExplorerState {
    /// Whether a text behind the colon is a change, and not a command.
    func isChange(_ text: String) -> Bool {
        let text = text.withoutOuterBlanks
        guard TrialLine.looksLikeOne(text), let first = text.first else { return false }
        if "+-~".contains(first) { return true }
        let (word, _) = CommandPrompt.parts(text)
        return word == "off" || !validWords.contains { $0.word.word == word }
    }

    /// Tries a change that was typed; what is wrong with it is said where it was typed.
    mutating func runChange(_ text: String) {
        let place: Int? = if case .command(let typed) = prompt { typed.replaces } else { nil }
        do {
            prompt = nil
            try tryLine(text, inPlaceOf: place)
        } catch {
            startCommand(text)
            let lines = error.lines(of: text)
            editCommand { typed, _ in
                typed.replaces = place
                typed.refuse(error.message, instead: lines)
            }
        }
    }
}

extension TrialFault {
    /// Whole lines that may have been meant by one with this fault.
    func lines(of text: String) -> [String] {
        switch self {
        case .severalRules(let all), .noRule(_, let all), .noEntry(_, let all), .noRoute(_, let all):
            guard let sign = text.first(where: { $0 != " " }) else { return [] }
            let rest = text.firstIndex(of: ":").map { " " + text[$0...] } ?? ""
            return all.map { "\(sign) \($0)" + (sign == "~" ? rest : "") }
        default: return []
        }
    }
}
