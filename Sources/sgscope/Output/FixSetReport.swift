import Annotations
import CoreModel
import Documentation
import Notes
import Reachability
import Text
import Trial
import Words

/// Few changes that make questions as they are meant, or why there are none, for people and for programs.
struct FixSetReport {
    private let wanted: [MeantQuestion]
    private let loading: Loading
    private let scope: AnswerScope
    private var analyzer: Analyzer { loading.analyzer }

    /// A report of what is asked of an input, in a scope.
    init(_ wanted: [MeantQuestion], _ loading: Loading, _ scope: AnswerScope) {
        (self.wanted, self.loading) = (wanted, loading)
        self.scope = AnswerScope(looksAtNetwork: scope.looksAtNetwork, isOneWay: scope.isOneWay)
    }

    // MARK: Found

    /// What was found in one sentence.
    func sentence(_ found: FixSet) -> String {
        if found.edits.isEmpty {
            return wanted.count == 1
                ? "Nothing is to be fixed: it is \(wanted[0].meant.rawValue)."
                : wanted.count == 2 ? "Both questions are as meant." : "All \(wanted.count) questions are as meant."
        }
        let changes = TextCount.of(found.edits.count, "change")
        let all = wanted.count == 2 ? "both" : "all \(wanted.count)"
        let what = wanted.count == 1 ? "it \(wanted[0].meant.rawValue)" : "\(all) questions as meant"
        let proof = found.isSmallest ? "fewer do not" : "whether fewer do was not found out"
        return
            "\(changes) make\(found.edits.count == 1 ? "s" : "") \(what), asked again with \(found.edits.count == 1 ? "it" : "them"); \(proof)."
    }

    func lines(_ found: FixSet, width: Int, ascii: Bool) -> [StyledLine] {
        let marks = ReportMarks(ascii: ascii)
        var lines: [StyledLine] = []
        for (place, one) in wanted.enumerated() where found.before[place] != one.meant {
            let text = "\(marks.mark(found.before[place]))\(ascii ? "->" : "→")\(marks.mark(one.meant)) \(text(one.question))"
            lines += StyledLine.wrapped(text, .strong, width: width)
        }
        for line in changes(found.edits) { lines += StyledLine.hanging("  \(line)", indent: 2, hang: 4, width: width) }
        for line in against(found.before) { lines += StyledLine.wrapped(line, .differs, width: width) }
        lines += StyledLine.wrapped(sentence(found), .pass, width: width)
        if found.edits.isEmpty { return lines }
        let commands = ChangeForm.aws.text(found.edits, analyzer).split(separator: "\n").map { StyledLine(String($0)) }
        return lines + [StyledLine()] + commands
    }

    private func changes(_ edits: [Edit]) -> [String] {
        var trial = Trial(analyzer)
        trial.add(edits)
        return trial.changes.map(\.line.text)
    }

    /// What the notes say against what is made so, a sentence a question; none of questions that are as meant already.
    private func against(_ before: [Verdict]) -> [String] {
        wanted.indices.compactMap { place in
            before[place] == wanted[place].meant ? nil : documentedOtherwise(place).map { "against the notes: \($0)" }
        }
    }

    /// What the notes say of a question that is meant otherwise: `ALB SG -> RDS SG:5432 is denied on purpose: "no need"`.
    private func documentedOtherwise(_ place: Int) -> String? {
        guard let flow = loading.annotations.documented(wanted[place].question),
            flow.isAllowed != (wanted[place].meant == .allowed)
        else { return nil }
        return "\(text(wanted[place].question)) is \(flow.sentence)"
    }

    /// The changes as code, or what takes them back, below a comment that says of what they are and what the notes say against them.
    func code(_ found: FixSet, _ form: ChangeForm?, isUndo: Bool) -> String {
        let form = form ?? .aws
        let head = loading.pictureOrigin + (isUndo ? [] : against(found.before))
        return head.map { "\(form == .pulumi ? "//" : "#") \(TerminalText.safe($0))\n" }.joined()
            + (isUndo ? form.undo(found.edits, analyzer) : form.text(found.edits, analyzer))
    }

    private func text(_ question: Question) -> String {
        let ends = [question.source, question.destination].map { analyzer.names.name(of: $0) }
        return "\(ends[0]) -> \(QuestionText.bracketed(ends[1])):\(question.port.asked)"
    }

    // MARK: None

    /// Why there are none, a sentence a question.
    func none(_ none: NoFixSet) -> [String] {
        none.reasons.map { place, reason in
            let stands = none.before[place] == .depends ? "depends and is" : "is \(none.before[place].rawValue) and"
            return "no fix for \(text(wanted[place].question)), which \(stands) meant to be "
                + "\(wanted[place].meant.rawValue): \(sentence(reason, place))"
        }
    }

    private func sentence(_ reason: NoFixSet.Reason, _ place: Int) -> String {
        switch reason {
        case .notOpened:
            let words = AnswerText(analyzer.answer(wanted[place].question, scope), of: analyzer)
            return words.noFix ?? "no change is known that opens it"
        case .dependsThen:
            let what = leftOpen(wanted[place].question).map { ": \($0)" } ?? ""
            return "what opens it leaves something open, so that it depends then\(what)"
        case .notClosed: return "no rule that lets it through can be taken out so that it is blocked for certain"
        case .against(let other):
            return
                "whatever does it makes \(text(wanted[other].question)) otherwise than it is meant, which is \(wanted[other].meant.rawValue)"
        case .notFound: return "none was found among all that was tried"
        }
    }

    /// What decides once all that the answer offers is done; nil where that is not to be said.
    private func leftOpen(_ question: Question) -> String? {
        let answer = analyzer.answer(question, scope)
        let edits = answer.fixes.map(\.edit) + answer.networkFixes.compactMap { $0.edit(in: analyzer.inventory) }
        let tried = analyzer.applying(edits)
        guard let again = analyzer.question(question, after: tried.inventory) else { return nil }
        let then = tried.answer(again, scope)
        let conditions = AnswerText(then, of: tried).conditions
        return then.verdict != .depends || conditions.isEmpty ? nil : TextList.few(conditions, limit: 3, separator: "; ")
    }

    // MARK: JSON

    func json(_ found: FixSet) -> String {
        let fixes = found.edits.map { edit in fix(edit) }
        return JSONText.compact(
            .object(
                loading.head + [
                    ("questions", .array(wanted.indices.map { question($0, found.before[$0], after: wanted[$0].meant) })),
                    ("smallest", .bool(found.isSmallest)), ("fixes", .array(fixes)), ("why_none", .array([])),
                ]))
    }

    func json(_ none: NoFixSet) -> String {
        JSONText.compact(
            .object(
                loading.head + [
                    ("questions", .array(wanted.indices.map { question($0, none.before[$0], after: none.before[$0]) })),
                    ("smallest", .null), ("fixes", .array([])), ("why_none", .strings(self.none(none))),
                ]))
    }

    private func question(_ place: Int, _ before: Verdict, after: Verdict) -> JSONText.Value {
        .object([
            ("ask", .string(text(wanted[place].question))), ("meant", .string(wanted[place].meant.rawValue)),
            ("before", .string(before.rawValue)), ("after", .string(after.rawValue)),
            ("against_notes", .bool(documentedOtherwise(place) != nil)),
        ])
    }

    private func fix(_ edit: Edit) -> JSONText.Value {
        let code = ChangeCode(analyzer.inventory, analyzer.names)
        func line(_ text: String) -> JSONText.Value { .string(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
        let (kind, rule): (String, EditedRule?) =
            switch edit {
            case .add(let rule): ("rule", rule)
            case .remove(let rule): ("rule-removal", rule)
            case .change(_, let rule): ("rule-change", rule)
            default: ("network", nil)
            }
        return .object([
            ("kind", .string(kind)), ("group", .optional(edit.group)), ("direction", .optional(rule?.identity.direction.name)),
            ("protocol", .optional(rule?.identity.traffic.ipProtocol.description)),
            ("ports", rule.map { .ports($0.identity.traffic) } ?? .null), ("peer", .optional(rule?.identity.peer.text)),
            ("line", .optional(TrialLine.lines(of: [edit], for: analyzer).first?.text)),
            ("aws", line(code.text([edit], as: .aws))),
            ("undo", line(code.undo([edit]))), ("terraform", line(code.text([edit], as: .terraform))),
            ("cloudformation", line(code.text([edit], as: .cloudformation))), ("pulumi", line(code.text([edit], as: .pulumi))),
        ])
    }
}
