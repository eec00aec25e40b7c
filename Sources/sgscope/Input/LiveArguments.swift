import ArgumentParser
import Live

/// Which accounts and regions of AWS are asked, and how.
struct LiveArguments: ParsableArguments {
    @Option(help: ArgumentHelp("A profile of the aws command; repeatable.", valueName: "name"))
    var profile: [String] = []

    @Option(help: ArgumentHelp("A region, or several with commas; repeatable.", valueName: "region"))
    var region: [String] = []

    @Option(name: .customLong("endpoint-url"), help: ArgumentHelp("Where the aws command asks instead of AWS.", valueName: "url"))
    var endpointURL: String?

    @Option(help: ArgumentHelp("Seconds that a single call of the aws command may take.", valueName: "seconds"))
    var timeout = 120

    func validate() throws {
        if timeout < 1 || timeout > 86_400 { throw ValidationError("--timeout takes 1 to 86400 seconds, not \(timeout)") }
        // A dash would make an option of the aws command of it.
        for value in profile + region + [endpointURL].compactMap({ $0 }) where value.isEmpty || value.hasPrefix("-") {
            throw ValidationError("\"\(value)\" is no profile, region or URL")
        }
    }

    var isGiven: Bool { !profile.isEmpty || !region.isEmpty || endpointURL != nil }

    func options(mayAsk: Bool) -> LiveOptions {
        let regions = region.flatMap { $0.split(separator: ",").map(String.init) }
        let own = OwnFolder.variable("AWS_PROFILE") == nil ? Config.own.profile : nil
        return LiveOptions(
            profiles: profile.isEmpty ? own.map { [$0] } ?? [] : profile, regions: regions, endpointURL: endpointURL,
            timeout: timeout, mayAsk: mayAsk)
    }
}
