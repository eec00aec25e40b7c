import Board
import Reachability
import Text
import Trial

/// Which change is looked at before it is tried.
struct PreviewRequest: Hashable, Sendable {
    /// The change as it is typed.
    var line: String
    /// The place of the change on trial that it would take; nil where it is one more.
    var replaces: Int?
    var questions: TrialQuestions
}

/// What a change that is being typed would come to, as against what is on trial without it.
struct ChangePreview: Sendable {
    let request: PreviewRequest
    /// The change as it reads back, with its rows; or what is wrong with it.
    let result: Result<(line: TrialLine, rows: [EffectLine], ascii: [EffectLine]), TrialFault>

    /// Works it out; complexity: what ``TrialEffect`` costs.
    init(_ request: PreviewRequest, of model: ExplorerModel) {
        self.request = request
        let changes = model.trial?.changes
        let base = request.replaces.flatMap { changes?.without($0).analyzer } ?? model.analyzer
        var trial = Trial(base)
        do throws(TrialFault) { try trial.add(request.line) } catch {
            result = .failure(error)
            return
        }
        let before = BoardJudging(base).judged(request.questions.board)
        let effect = TrialEffect(trial, questions: request.questions.all(base, before), notes: model.notes)
        let rows = EffectRows(
            effect, BoardEffect(before, BoardJudging(trial.analyzer).judged(request.questions.board)))
        result = .success(
            (trial.changes[0].line, EffectLine.lines(rows.rows(ascii: false)), EffectLine.lines(rows.rows(ascii: true))))
    }
}

/// All rows of one label in a line.
struct EffectLine: Hashable, Sendable {
    /// What they are about; nil where that is not said.
    var part: TrialReport.Part?
    var text: String
    var tone: Tone

    /// The rows by their labels, what turns first.
    static func lines(_ rows: [TrialReport.Row]) -> [EffectLine] {
        var lines: [EffectLine] = []
        for row in rows {
            if row.part == nil, !lines.isEmpty {
                lines[lines.count - 1].text += "; \(row.text)"
            } else if let place = lines.firstIndex(where: { $0.part == row.part }) {
                lines[place].text += "; \(row.text)"
            } else {
                lines.append(EffectLine(part: row.part, text: text(row), tone: row.tone))
            }
        }
        return lines
    }

    /// What turns is called so by the label.
    private static func text(_ row: TrialReport.Row) -> String {
        guard row.part == .answers, row.text.hasPrefix(TrialReport.noneTurns) else { return row.text }
        return "none\(row.text.dropFirst(TrialReport.noneTurns.count))"
    }

    /// "turns".
    var label: String {
        switch part {
        case .answers?: "turns"
        case .notes(areAgainst: true)?: "against"
        default: part?.label ?? ""
        }
    }
}

extension ExplorerState {
    /// The change that is being typed, in the form or behind the colon; nil where none is.
    private var typedChange: (line: String, replaces: Int?)? {
        switch prompt {
        case .change(let form): (form.line.text, form.replaces)
        case .command(let typed) where isChange(typed.editor.text): (typed.editor.text.withoutOuterBlanks, typed.replaces)
        default: nil
        }
    }

    /// Has what the typed change would come to worked out, with every key.
    mutating func followChange() {
        guard let typed = typedChange else {
            if trial.preview != nil || executor.isRunning(.preview) {
                trial.preview = nil
                executor.drop(.preview)
            }
            return
        }
        let request = PreviewRequest(line: typed.line, replaces: typed.replaces, questions: trialQuestions)
        if trial.preview?.request == request || executor.isDoing(.preview(request)) { return }
        order(.preview(request))
    }

    mutating func take(preview: ChangePreview) {
        trial.preview = preview
        if case .change(var form) = prompt, case .success(let own) = preview.result {
            form.read(own.line, model)
            prompt = .change(form)
        }
    }

    /// What the typed change would come to, a line a label; where that is not known yet, that it is worked out.
    func previewLines(width: Int) -> [StyledLine] {
        guard let preview = trial.preview else { return [StyledLine("  working out what changes ...", .dim)] }
        switch preview.result {
        case .failure(let fault):
            let mark = glyphs == .ascii ? "NO" : "✗"
            return StyledLine.hanging(
                behind: [StyledSpan("  \(mark) ", .fail)], TerminalText.safe(fault.message), .fail, rest: .fail, width: width)
        case .success(let own):
            let isASCII = glyphs == .ascii
            // Older lines stand until those of the last key are there.
            let isOld = typedChange.map { preview.request.line != $0.line } ?? false
            return (isASCII ? own.ascii : own.rows).flatMap { line -> [StyledLine] in
                let (lead, tone) = (
                    StyledSpan("  \(TerminalText.padded(line.label, to: 9)) ", .dim), isOld ? Tone.dim : line.tone
                )
                // What may undo the change is read to its end.
                if line.part == .managed {
                    let text = TerminalText.safe(line.text)
                    return StyledLine.hanging(behind: [lead], text, tone, rest: tone, width: max(20, width))
                }
                let text = TerminalText.fitted(TerminalText.safe(line.text), to: max(8, width - 12), ending: isASCII ? "~" : "…")
                return [StyledLine([lead, StyledSpan(text, tone)])]
            }
        }
    }
}
