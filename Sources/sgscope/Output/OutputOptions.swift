import ArgumentParser
import Glibc
import Terminal

struct OutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Colours: auto, always or never; auto honours NO_COLOR, and is what is done without it.", valueName: "when"))
    var color: ColorChoice?

    @Flag(help: "Draw with plain ASCII, whatever the locale.")
    var ascii = false

    @Flag(help: "Draw with Unicode box characters, whatever the locale.")
    var unicode = false

    func validate() throws {
        if ascii, unicode { throw ValidationError("--ascii and --unicode exclude each other; give one") }
    }

    /// Whether ASCII is drawn: as the option says, else as the config file does, else as the locale does.
    var isASCII: Bool {
        if ascii || unicode { return ascii }
        switch Config.own.glyphs {
        case .ascii: return true
        case .unicode: return false
        case .auto: return !Terminal.localeIsUTF8()
        }
    }

    /// Whether Unicode is drawn whatever the locale says.
    var forcesUnicode: Bool { unicode || !ascii && Config.own.glyphs == .unicode }

    /// When there are colours: as the option says; else NO_COLOR is stronger than the config file.
    var colors: ColorChoice {
        if let color { return color }
        return OwnFolder.variable("NO_COLOR") == nil ? Config.own.colours : .auto
    }

    /// The output that these options describe.
    func output(width: Int? = nil) -> Output {
        let isTerminal = isatty(1) == 1
        let noColor = getenv("NO_COLOR").map { String(cString: $0) }
        let isDumb = getenv("TERM").map { String(cString: $0) } == "dumb"
        let wanted = colors == .always || (colors == .auto && isTerminal && !isDumb && colors.wantsColor(noColor: noColor))
        return Output(hasColor: wanted, isASCII: isASCII, isTerminal: isTerminal, width: width ?? Self.terminalWidth() ?? 80)
    }

    /// The same for results about what was read, begun with what they rest on.
    func output(of loading: Loading) -> Output {
        let output = output()
        loading.sayOrigin(output)
        return output
    }

    /// The columns of the terminal on standard output; nil when it is none.
    private static func terminalWidth() -> Int? {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return min(max(40, Int(size.ws_col)), 160)
    }
}

extension ColorChoice: ExpressibleByArgument {}

enum FactFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// What commands are given that print facts.
struct FactOptions: ParsableArguments {
    @OptionGroup var input: InputOptions
    @OptionGroup var shown: OutputOptions

    @Option(help: ArgumentHelp("text or json", valueName: "format"))
    var format = FactFormat.text
}
