import CoreModel
import Diagram
import Text
import Words
import Map

enum Copied: String, CaseIterable, Sendable {
    case answer, fix, undo, terraform, cloudformation, pulumi, map, id, command

    /// What the bottom line calls it where there is little room, so that all of them fit into 80 columns; nothing where there is none of it.
    func barWord(_ state: ExplorerState) -> Command.BarWord? {
        if state.focus == .trial, wordsOfTrial == nil { return Command.BarWord(word: "", rank: 0) }
        guard state.size.columns < 100 else { return nil }
        switch self {
        case .terraform: return Command.BarWord(word: "tf", rank: 0)
        case .cloudformation: return Command.BarWord(word: "cfn", rank: 0)
        default: return nil
        }
    }

    var words: String {
        switch self {
        case .answer: "the answer"
        case .fix: "the fix"
        case .undo: "what undoes the fix"
        case .terraform: "the fix as Terraform"
        case .cloudformation: "the fix as CloudFormation"
        case .pulumi: "the fix as Pulumi"
        case .map: "the map"
        case .id: "the id"
        case .command: "the command that asks the same"
        }
    }
}

extension ExplorerState {
    /// The text of something to copy; nil where there is none now.
    func text(of copied: Copied) -> String? {
        if focus == .trial, let text = textOfTrial(copied) { return text }
        if focus == .traffic { return textOfTraffic(copied) }
        if focus == .timeLine, let text = textOfTimeLine(copied) { return text }
        switch copied {
        case .answer: return answerText
        case .fix: return fixes(\.aws).map { commented($0) }
        case .undo: return fixes(\.undo).map { commented($0) }
        case .terraform: return fixes(\.terraform).map { commented($0) }
        case .cloudformation: return fixCode(.cloudformation)
        case .pulumi: return fixCode(.pulumi)
        case .map: return mapText.map { trialHead + $0 }
        case .id: return selection.map { model.analyzer.idText(of: $0) }
        case .command:
            return answer.map {
                "sgscope why\(model.inputText)\(trialOptions) \(ShellText.quoted($0.text, always: true))\n"
            }
        }
    }

    /// Copies something and says what.
    mutating func copy(_ copied: Copied) {
        prompt = nil
        guard let text = text(of: copied) else {
            message = "there is no \(copied == .undo ? "fix to undo" : copied.rawValue) to copy here"
            return
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
        let own: String? =
            switch focus {
            case .trial: copied.wordsOfTrial
            case .traffic: copied.wordsOfTraffic
            case .timeLine: copied.wordsOfTimeLine
            default: nil
            }
        let words = own ?? copied.words
        message = "copied: \(words) (\(TextCount.of(lines, "line")))"
        emit(.copy(text))
    }

    private func fixes(_ part: KeyPath<FixCommands, String>) -> String? {
        guard let fixes = answer?.fixes, !fixes.isEmpty else { return nil }
        return fixes.map { $0.text(part) + "\n" }.joined()
    }

    /// The answer as it goes into a ticket: the question, of which data, and every line.
    private var answerText: String? {
        guard let answer else { return nil }
        let of = model.isExample ? "example data, not an account" : model.inventory.label
        let age = model.past != nil ? "" : model.inventory.date.map { ", " + DataAgeText($0, now: now).line } ?? ""
        let head = TerminalText.safe("\(answer.text)   (\(of)\(age))")
        let notice = answer.notice.map { "! \($0)\n" } ?? ""
        return trialHead + head + "\n" + notice + answer.text(width: 80, ascii: glyphs == .ascii)
    }

    /// The whole picture as it is drawn now, however much of it is seen.
    private var mapText: String? {
        network?.picture.text ?? (map.graph.subjects.isEmpty ? nil : drawn.text)
    }

    private var drawn: Picture {
        let width = ScreenPlan.widths(self).map
        let detail = plan.map.map { self.detail(in: $0) } ?? map.detail(width: width, height: size.rows)
        var options = DrawOptions(detail: detail.level, glyphs: glyphs)
        if let answer = litAnswer {
            options.highlight = highlight(of: answer)
        }
        return map.arrangement(detail, width: width).layout.draw(options)
    }

    /// What `write` puts into a file that is not named otherwise: of what it is, the map, the answer, and last what the signs mean.
    var ticketText: String {
        let parts = [mapText, answerText, focus == .timeLine ? timeLineText : nil].compactMap { $0 }
        if parts.isEmpty { return "" }
        let legend = Legend.entries(ascii: glyphs == .ascii).map { "\(TerminalText.padded($0.word, to: 10))\($0.meaning)\n" }
        return ([origin + "\n"] + parts + [legend.joined()]).joined(separator: "\n")
    }

    /// "chat-dev, data of 2026-11-23 18:34Z, sgscope 0.2": what stands above what is written.
    var origin: String {
        let environment = model.notes?.environment.title ?? ""
        let label = model.isExample ? "example data, not an account" : model.inventory.label
        let names = [environment, label].filter { !$0.isEmpty }.distinct()
        let date =
            model.past != nil
            ? nil : model.inventory.date.map { DataAgeText($0, now: nil).unmarked } ?? model.readAt.map { "read \($0)" }
        let parts: [String?] = [
            model.trial.map { TrialWords.origin($0.changes) } ?? model.past?.title, names.joined(separator: ", "),
            model.scopes.count, date,
            "sgscope \(Program.version)",
        ]
        return TerminalText.safe(parts.compactMap { $0 }.joined(separator: ", "))
    }

    /// Writes the answer and the map to a file, in the format of its name.
    mutating func write(to path: String, replacing: Bool) {
        let ending = path.lastIndex(of: ".").map { path[path.index(after: $0)...].lowercased() } ?? ""
        let content: FileToWrite.Content
        switch ending {
        case "json": content = .json(question: answer?.text)
        case "svg", "dot", "mmd": content = .text(exported(as: ending) ?? "")
        default: content = .text(ticketText)
        }
        if content == .text("") {
            message = "there is nothing to write: neither a map nor an answer"
            return
        }
        emit(.write(FileToWrite(path: path, content: content, isReplacing: replacing)))
    }

    /// The map that is drawn now in another format.
    private func exported(as format: String) -> String? {
        if network != nil { return exportedNetwork(as: format) }
        guard !map.graph.subjects.isEmpty else { return nil }
        if format == "svg" { return svg }
        let highlight = litAnswer.map(highlight(of:)) ?? Highlight()
        let summary = litAnswer.map { AnswerText($0, of: model.analyzer).summary }
        let caption = [model.isExample ? "Example environment" : nil, origin, summary].compactMap { $0 }
        if format == "dot" {
            let lines = caption.flatMap { TextWrap.lines($0, width: 100) }
            return DotExport(map.graph.graph, highlight: highlight, caption: lines).text
        }
        return MermaidExport(map.graph.graph, highlight: highlight, caption: caption).text
    }

    /// The map laid out for paper, and below it the answer with its ladder.
    private var svg: String {
        var options = DrawOptions()
        if let answer = litAnswer { options.highlight = highlight(of: answer) }
        let page = SVGExport.page
        let picture = FullestLayout(
            map.graph.graph, options, levels: map.graph.lists.isEmpty ? nil : [.full], columns: page.columns, rows: page.rows
        ).picture
        let title = "Security groups of \(model.inventory.label)"
        return SVGExport(picture, title: title, caption: captionOfSVG(below: picture)).text
    }

    /// What stands below a picture in an SVG: whose it is, and the answer with its ladder.
    func captionOfSVG(below picture: Picture) -> [StyledLine] {
        let lines = (model.isExample ? [StyledLine("Example environment")] : []) + [StyledLine(origin, .dim)]
        guard let litView else { return lines }
        return lines + [StyledLine()] + litView.way(width: max(80, min(picture.width, 120)))
    }
}

/// A file that is to be written.
public struct FileToWrite: Hashable, Sendable {
    /// What is written.
    public enum Content: Hashable, Sendable {
        /// A text as it is.
        case text(String)
        /// The answer to a question as JSON; without one the map.
        case json(question: String?)
    }

    /// Where, as it was typed; `~/` is the home directory.
    public var path: String
    /// What.
    public var content: Content
    /// Whether a file that is there is replaced.
    public var isReplacing: Bool
}

extension ExplorerModel {
    /// The inputs as the command line takes them.
    var inputText: String {
        if isExample { return "" }
        // Of a folder every file counts, not only those that rules were read from.
        return (inputs.isEmpty ? inventory.sources : inputs).map { " -i " + ShellText.quoted($0, always: true) }.joined()
    }
}
