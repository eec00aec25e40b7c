import CoreModel
import History
import Text
import Words

/// An earlier time of what was read, which is shown in its place.
struct PastOfReading: Sendable {
    /// What was then, and what is to be known of it.
    let past: PastInventory
    /// What was read.
    let read: ExplorerModel
    /// Who reaches whom in what was read; nil where that was not worked out.
    let flows: Flows?

    /// Nil where nothing is known of how it changed.
    init?(at time: Int, of read: ExplorerModel, _ flows: Flows?) {
        guard let known = read.known else { return nil }
        (past, self.read, self.flows) = (known.timeLine.past(at: time), read, flows)
    }

    /// What every page and every copy begins with: "AS OF 11-23 18:40, 12 min back".
    var title: String { banners[0] }

    /// The same from long to short: nobody takes what was for what is.
    var banners: [String] {
        let time = read.known?.exact(past.time) ?? DataDate.text(ofSeconds: past.time)
        return ["AS OF \(time)\(distance)", "AS OF \(time)"]
    }

    /// How far it lies from what was read: ", 12 min back".
    private var distance: String {
        guard let readTime = read.readTime else { return "" }
        let seconds = readTime - past.time
        return ", \(Self.words(abs(seconds))) \(seconds < 0 ? "after what was read" : "back")"
    }

    private static func words(_ seconds: Int) -> String {
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 2 * 3600 { return "\(seconds / 60) min" }
        return seconds < 2 * 86_400 ? TextCount.of(seconds / 3600, "hour") : TextCount.of(seconds / 86_400, "day")
    }

    /// How commands are asked the same.
    var option: String { " --at \(ShellText.quoted(DataDate.text(ofSeconds: past.time)))" }

    /// What stands above an answer; `gone` are the ends that were not there.
    func notice(_ gone: [String]) -> String? {
        let absent =
            gone.isEmpty
            ? []
            : [
                "\(TextList.few(gone, limit: 3)) \(gone.count == 1 ? "was" : "were") not there then: what is said of it means nothing"
            ]
        let all = absent + PastText(past, now: read.now).warnings
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }
}

extension ExplorerModel {
    /// What was read as of an earlier time; nil where nothing is known of how it changed.
    ///
    /// Linear in the inventory and in the changes.
    public static func asOf(_ time: Int, of read: ExplorerModel) -> ExplorerModel? {
        PastOfReading(at: time, of: read, nil).map { ExplorerModel($0) }
    }

    /// What is to be known of the earlier time that it is of; nil where it is as it was read.
    public var pastInventory: PastInventory? { past?.past }
}
