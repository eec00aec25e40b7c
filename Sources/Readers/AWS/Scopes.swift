import CoreModel

/// Accounts and regions as keys, folders and zones write them.
enum Scopes {
    static func isAccount(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 12 && text.isDigits
    }

    /// Whether a text is a region's name: "eu-west-1", "us-gov-east-1".
    static func isRegion(_ text: some StringProtocol) -> Bool { region(ofZone: String(text)) == String(text) }

    /// The region of a zone: "us-east-1" of "us-east-1a", "us-west-2" of the local zone "us-west-2-lax-1a"; nil for no zone.
    static func region(ofZone zone: String) -> String? {
        let parts = zone.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].utf8.count == 2,
            let place = parts.firstIndex(where: { $0.utf8.first?.isDigit == true }), place >= 2
        else { return nil }
        let words = parts[..<place]
        guard words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isLetter) && $0.lowercased() == $0 }) else { return nil }
        let number = parts[place].prefix { $0.isNumber }
        return words.joined(separator: "-") + "-\(number)"
    }
}

extension Origin {
    /// An origin whose folders tell account and region: `[account/]region/FILE`.
    init(path: String, argument: Int, isFound: Bool = false) {
        self.init(file: path, argument: argument, isFound: isFound)
        let folders = path.split(separator: "/").dropLast()
        guard let last = folders.last else { return }
        if Scopes.isRegion(last) {
            region = String(last)
            if let before = folders.dropLast().last, Scopes.isAccount(before) { account = String(before) }
        } else if Scopes.isAccount(last) {
            account = String(last)
        }
    }

    /// The same below a key that names an account or a region; nil below any other key.
    func below(_ key: String) -> Origin? {
        var origin = self
        if Scopes.isAccount(key) {
            origin.account = key
        } else if Scopes.isRegion(key) {
            origin.region = key
        } else {
            return nil
        }
        return origin
    }
}

extension Collector {
    /// The account of a document, for what does not tell its own.
    mutating func account(of origin: Origin) -> TextID { intern(origin.account) }

    /// The region of a document, for what does not tell its own.
    mutating func region(of origin: Origin) -> TextID { intern(origin.region) }

    mutating func scope(of origin: Origin) -> Scope { Scope(account: account(of: origin), region: region(of: origin)) }

    /// Says that interfaces were listed, completely or one page of several.
    ///
    /// The listing is of one account and region: what the document is of, else what its interfaces say. In a shared VPC it has
    /// other accounts' interfaces too, so the account is the one that most of them belong to.
    mutating func noteInterfaceListing(_ interfaces: JSONElements, isCut: Bool, from origin: Origin) throws(JSONFault) {
        var scope = scope(of: origin)
        if scope.account.isNone || scope.region.isNone {
            var owners: [TextID: Int] = [:]
            for interface in interfaces {
                owners[intern(try interface.text("OwnerId")), default: 0] += 1
                if scope.region.isNone, let zone = try interface.text("AvailabilityZone")?.string,
                    let region = Scopes.region(ofZone: zone)
                {
                    scope.region = builder.intern(region)
                }
            }
            if scope.account.isNone {
                scope.account = owners.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? .none
            }
        }
        for interface in interfaces { builder.noteListed(interface: intern(try interface.text("NetworkInterfaceId"))) }
        let lacksAddresses = interfaces.contains { !AwsNetworkInterfaces.tellsAllAddresses($0) }
        if lacksAddresses { noteLackingAddresses(in: origin) }
        if isCut || lacksAddresses {
            builder.notePartialInterfaceListing(of: scope)
        } else {
            builder.noteCompleteInterfaceListing(of: scope)
        }
    }
}
