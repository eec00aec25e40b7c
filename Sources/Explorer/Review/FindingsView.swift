import Map
import Text

/// The list of all that the review found, kept where it was left.
struct FindingsView: Sendable {
    /// What differs from the notes, then findings, the worst first, then those that were accepted.
    let items: [ReviewItem]
    var scroll = ExplorerState.Scroll()

    init(_ items: [ReviewItem]) { self.items = items }

    /// What is chosen; nil where nothing was found.
    var chosen: ReviewItem? { items.indices.contains(scroll.cursor) ? items[scroll.cursor] : nil }

    /// "findings  3 differ from the notes, 2 medium, 4 low, 1 accepted".
    var title: String {
        var counts: [(first: ReviewItem, count: Int)] = []
        for item in items {
            if counts.last?.first.standing == item.standing {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((item, 1))
            }
        }
        let words = counts.map { first, count in
            if case .notes = first.origin { "\(count) differ from the notes" } else { "\(count) \(first.standing)" }
        }
        return "findings  " + (words.isEmpty ? "none" : words.joined(separator: ", "))
    }

    /// The first that the audit found, or the first that differs from the notes.
    func first(ofAudit isAudit: Bool) -> Int {
        let place = items.firstIndex { item in
            if case .notes = item.origin { return !isAudit }
            return isAudit
        }
        return place ?? 0
    }
}

/// What is to be written into the notes: a finding is accepted.
public struct Acceptance: Hashable, Sendable {
    /// The line below `audit: exceptions:`.
    public let line: String
    /// The notes file; nil where there is none.
    public let file: String?
}

extension ExplorerState {
    /// Opens the list of findings where it was left, on the first of the audit or of the notes where one of them is meant.
    mutating func openFindings(ofAudit: Bool? = nil) {
        guard let review else {
            message = "reviewing the rules ..."
            if needFlows() {
                side.wantsFindings = true
                order(.review)
            }
            return
        }
        var view = FindingsView(review.items(model.analyzer))
        let last = side.findings?.scroll ?? Scroll()
        view.scroll = side.findings?.items == view.items ? last : Scroll(cursor: min(last.cursor, max(0, view.items.count - 1)))
        if let ofAudit { view.scroll.cursor = view.first(ofAudit: ofAudit) }
        side.findings = view
        prompt = .findings
        sayReview()
        message = nil
    }

    /// Opens the list that was asked for before the review was done.
    mutating func openWantedFindings() {
        guard side.wantsFindings else { return }
        side.wantsFindings = false
        if prompt == nil { openFindings() }
    }

    mutating func moveInFindings(by lines: Int) {
        guard let view = side.findings else { return }
        side.findings?.scroll.cursor = min(max(0, view.scroll.cursor + lines), max(0, view.items.count - 1))
    }

    /// Rows of the list of findings that are seen at once.
    var findingsRoom: Int { max(1, size.rows - 3 - FindingsLines.detailRows(size)) }

    /// Keeps what is chosen in view.
    mutating func clampFindings() {
        guard let view = side.findings else { return }
        let room = findingsRoom
        side.findings?.scroll = view.scroll.clamped(lines: view.items.count, height: room)
    }

    /// Goes to what is chosen: to the rule, to the thing of the network, or asks the question that shows it.
    mutating func enterFinding() {
        guard let item = side.findings?.chosen else { return }
        prompt = nil
        if let question = item.question {
            ask(question)
        } else if let group = item.rule.map({ model.inventory[$0].group }) ?? item.group {
            visit(.group(group))
            openDetails()
            if let rule = item.rule { details.wanted = .rule(rule) }
        } else if let component = item.component {
            go(to: component)
        } else {
            message = "it is of no group that is loaded"
        }
    }

    /// Lets the reason be typed for which the chosen finding is accepted.
    mutating func startAccepting() {
        guard let item = side.findings?.chosen else { return }
        guard item.finding != nil else {
            message =
                item.origin == .notes
                ? "what differs from the notes is no finding: change the notes, or the rules" : "it is accepted already"
            return
        }
        startCommand("accept ")
    }

    /// Accepts the chosen finding for a reason.
    mutating func acceptFinding(_ reason: String) {
        guard let finding = side.findings?.chosen?.finding, let review else {
            message = "no finding is chosen: ! lists them"
            return
        }
        guard !reason.isEmpty else {
            message = "accept WHY: a finding is accepted with a reason"
            return
        }
        guard model.trial == nil else {
            message = "on trial nothing is written: :trial off leaves it"
            return
        }
        guard model.past == nil else {
            message = "of an earlier time nothing is written: Esc goes back to now"
            return
        }
        let line = review.audit.exception(for: finding, reason: TerminalText.safe(reason))
        let file = model.isExample ? nil : model.notes?.file
        emit(.accept(Acceptance(line: line, file: file.flatMap { $0.isEmpty ? nil : $0 })))
    }
}

extension ExplorerState {
    /// Whether the list of findings is seen: also below a reason that is being typed.
    var showsFindings: Bool {
        switch prompt {
        case .findings: true
        case .command(let command): side.findings != nil && command.editor.text.hasPrefix("accept ")
        default: false
        }
    }
}
