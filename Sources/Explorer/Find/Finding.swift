import CoreModel
import Map
import Text

/// A search that is being typed.
struct FindPrompt: Sendable {
    var editor = LineEditor()
    /// What was selected when it began: Esc goes back there.
    var origin: MapSubject?
    var result: FindResult?
    /// Whether what is found is to be kept as soon as it is known.
    var isKept = false
}

extension ExplorerState {
    /// Whether a search has no hit.
    var hasFoundNothing: Bool {
        guard case .find(let find) = prompt else { return false }
        return find.result?.hits.isEmpty == true
    }

    mutating func startFinding() {
        prompt = .find(FindPrompt(origin: selection))
    }

    /// Finds what the text of the prompt names: the selection stands on the first hit from where it began.
    mutating func findAgain(_ find: FindPrompt) {
        var find = find
        find.result = nil
        find.isKept = false
        prompt = .find(find)
        if find.editor.isEmpty {
            executor.drop(.find)
            selection = find.origin
            revealSelection()
        } else {
            order(.find(find.editor.text))
        }
    }

    /// Takes what was found for a text: the selection stands on the first hit.
    mutating func take(found hits: [FindHit], for text: String) {
        guard case .find(var find) = prompt, find.editor.text == text else { return }
        find.result = FindResult(wanted: text, hits: hits, place: 0)
        selection = hits.first?.subject ?? find.origin
        prompt = .find(find)
        if find.isKept { keepFound() } else { revealSelection() }
    }

    /// Keeps what was found, or goes back where nothing was.
    mutating func keepFound() {
        guard case .find(var find) = prompt else { return }
        if executor.isRunning(.find) {
            find.isKept = true
            prompt = .find(find)
            return
        }
        prompt = nil
        guard let result = find.result, !result.hits.isEmpty else {
            if !find.editor.isEmpty { message = nothingFound(find.editor.text) }
            selection = find.origin
            return
        }
        found = result
        selection = find.origin
        landOnFound()
    }

    /// Goes back to where the search began.
    mutating func dropFinding() {
        guard case .find(let find) = prompt else { return }
        prompt = nil
        selection = find.origin
        revealSelection()
    }

    /// Steps through what was found, round and round.
    mutating func stepFound(by step: Int) {
        guard var result = found, !result.hits.isEmpty else { return }
        result.place = (result.place + step + result.hits.count) % result.hits.count
        found = result
        landOnFound()
    }

    /// The same while the search is being typed.
    mutating func stepFinding(by step: Int) {
        guard case .find(var find) = prompt, var result = find.result, !result.hits.isEmpty else { return }
        result.place = (result.place + step + result.hits.count) % result.hits.count
        find.result = result
        selection = result.chosen?.subject ?? find.origin
        prompt = .find(find)
        revealSelection()
    }

    private mutating func landOnFound() {
        guard let found, let chosen = found.chosen else { return }
        land(on: chosen)
        message = "/\(TerminalText.safe(found.wanted))  \(found.text)"
    }

    /// What is said where a search found nothing.
    private func nothingFound(_ text: String) -> String {
        let shown = TerminalText.safe(text)
        if (try? IPAddress(parsing: text)) != nil { return "/\(shown)  no interface has it, and nothing in the input holds it" }
        return "/\(shown)  nothing is called so, has it, or says it"
    }

    /// Goes to what a text names: as if it was found.
    mutating func go(to text: String) {
        var find = FindPrompt(origin: selection)
        find.editor.insert(text)
        findAgain(find)
        keepFound()
    }
}
