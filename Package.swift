// swift-tools-version: 6.2

import PackageDescription

/// A room of the house (Sources/README.md): a library target, its library product and its tests.
struct Room {
    let name: String
    var knows: [Target.Dependency] = []
    /// What its tests import beside the room and what it knows.
    var testKnows: [Target.Dependency] = []
    var hasFixtures = false
    /// Whether it has a test target of its own; a small room is tested with the room that uses it.
    var isTestedAlone = true

    var target: Target { .target(name: name, dependencies: knows) }

    var product: Product { .library(name: name, targets: [name]) }

    var tests: Target {
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.target(name: name)] + knows + testKnows,
            exclude: hasFixtures ? ["Fixtures"] : [])
    }
}

let rooms = [
    Room(name: "Text"),
    Room(name: "Files", knows: ["CZlib"], isTestedAlone: false),
    Room(name: "CoreModel", testKnows: ["Support"]),
    Room(
        name: "Reachability", knows: ["CoreModel"],
        testKnows: ["Readers", "Words", "Notes", "Annotations", "Documentation", "Diff", "Trial", "Map", "Diagram", "Support"],
        hasFixtures: true),
    Room(
        name: "Board", knows: ["CoreModel", "Reachability"],
        testKnows: ["NotesFile", "Readers", "Words", "Documentation", "Annotations", "Text", "Support"]),
    Room(name: "Words", knows: ["CoreModel", "Reachability", "Board", "Text"], testKnows: ["Readers", "Support"]),
    Room(
        name: "Notes", knows: ["CoreModel"], testKnows: ["NotesFile", "Example"], hasFixtures: true),
    Room(
        name: "NotesFile",
        knows: ["CoreModel", "Reachability", "Notes", "Board", "Text", .product(name: "Yams", package: "Yams")],
        isTestedAlone: false),
    Room(
        name: "Annotations", knows: ["CoreModel", "Reachability", "Notes"], isTestedAlone: false),
    Room(
        name: "Documentation", knows: ["CoreModel", "Reachability", "Board", "Words", "Notes", "Annotations", "Text"],
        testKnows: ["Diff", "Audit", "Map", "NotesFile", "Readers", "Example", "Support"], hasFixtures: true),
    Room(
        name: "Diff", knows: ["CoreModel", "Reachability", "Words", "Text"], isTestedAlone: false),
    Room(
        name: "Audit", knows: ["CoreModel", "Reachability", "Words", "Notes", "Annotations", "Text"], isTestedAlone: false),
    Room(
        name: "Trial",
        knows: ["CoreModel", "Reachability", "Words", "Notes", "Annotations", "Documentation", "Diff", "Audit", "Text"],
        testKnows: ["Readers", "NotesFile", "Example", "Support"]),
    Room(name: "Events", knows: ["CoreModel"], isTestedAlone: false),
    Room(
        name: "History", knows: ["CoreModel", "Events", "Reachability", "Words", "Text"],
        testKnows: ["Readers", "Example", "Support"]),
    Room(
        name: "Export", knows: ["CoreModel", "Words", "Text"], testKnows: ["Readers", "Example", "Support"], hasFixtures: true),
    Room(
        name: "Readers",
        knows: ["CoreModel", "Events", "Files", "Text", "CSimdJSON", .product(name: "Yams", package: "Yams")],
        testKnows: ["Reachability", "Words", "Diff", "Support"],
        hasFixtures: true),
    Room(name: "FlowLogs", knows: ["CoreModel", "Files", "Text"], testKnows: ["Support"], hasFixtures: true),
    Room(
        name: "Traffic", knows: ["CoreModel", "Reachability", "FlowLogs", "Words", "Text"],
        testKnows: ["Readers", "Support"], hasFixtures: true),
    Room(
        name: "Live", knows: ["CoreModel", "Readers", .product(name: "Subprocess", package: "swift-subprocess")]),
    Room(
        name: "Diagram", knows: ["Text"], testKnows: ["PictureReading", "Support"],
        hasFixtures: true),
    Room(
        name: "Map",
        knows: ["CoreModel", "Reachability", "Words", "Notes", "Annotations", "Documentation", "Audit", "Diagram", "Text"],
        isTestedAlone: false),
    Room(name: "Frames", knows: ["Text"], isTestedAlone: false),
    Room(
        name: "Explorer",
        knows: [
            "CoreModel", "Reachability", "Board", "Words", "Notes", "Annotations", "Documentation", "Diff", "Trial", "Map",
            "FlowLogs", "Traffic", "Events", "History", "Diagram", "Frames", "Text",
        ],
        testKnows: ["NotesFile", "Readers", "Example", "PictureReading", "Support"], hasFixtures: true),
    Room(name: "Terminal", knows: ["Frames", "CNCurses"], testKnows: ["Support"]),
]

let package = Package(
    name: "sgscope",
    products: [
        .executable(name: "sgscope", targets: ["sgscope"]),
        // Reads pictures back; a library because the tests and the benchmarks, a package of their own, both do.
        .library(name: "PictureReading", targets: ["PictureReading"]),
        // Programs in a bare terminal, for both as well.
        .library(name: "PseudoTerminal", targets: ["PseudoTerminal"]),
    ] + rooms.map(\.product),
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: rooms.map(\.target) + rooms.filter(\.isTestedAlone).map(\.tests) + [
        .target(
            name: "CNCurses",
            cSettings: [.define("_XOPEN_SOURCE_EXTENDED"), .define("NCURSES_WIDECHAR")],
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        .target(
            name: "Example",
            resources: [
                .embedInCode("../../Resources/describe-security-groups.json"),
                .embedInCode("../../Resources/describe-security-group-rules.json"),
                .embedInCode("../../Resources/describe-network-interfaces.json"),
                .embedInCode("../../Resources/describe-vpcs.json"),
                .embedInCode("../../Resources/describe-subnets.json"),
                .embedInCode("../../Resources/describe-route-tables.json"),
                .embedInCode("../../Resources/describe-internet-gateways.json"),
                .embedInCode("../../Resources/describe-nat-gateways.json"),
                .embedInCode("../../Resources/describe-network-acls.json"),
                .embedInCode("../../Resources/describe-load-balancers.json"),
                .embedInCode("../../Resources/describe-listeners.json"),
                .embedInCode("../../Resources/describe-rules.443.json"),
                .embedInCode("../../Resources/describe-rules.80.json"),
                .embedInCode("../../Resources/describe-target-groups.json"),
                .embedInCode("../../Resources/describe-target-health.chat-dev-api.json"),
                .embedInCode("../../Resources/describe-target-health.chat-dev-realtime.json"),
                .embedInCode("../../Resources/sgscope.yaml"),
            ]),
        .executableTarget(
            name: "sgscope",
            dependencies: [
                "Text", "CoreModel", "Reachability", "Board", "Words", "Notes", "NotesFile", "Annotations", "Documentation",
                "Diff", "Audit", "Trial", "Events", "History", "Export", "Readers", "FlowLogs", "Traffic", "Live",
                "Diagram", "Map",
                "Frames", "Explorer", "Terminal", "Example",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "PictureReading", dependencies: ["CoreModel", "Diagram", "Text"], path: "Tests/PictureReading"),
        .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal"),
        // What the tests of several rooms share (Tests/Support/README.md).
        .target(
            name: "Support",
            dependencies: [
                "CoreModel", "Reachability", "Words", "Notes", "NotesFile", "Annotations", "Readers", "Diagram", "Frames",
                "Explorer", "Example",
            ],
            path: "Tests/Support", exclude: ["README.md"]),
        .testTarget(
            name: "ProgramTests",
            dependencies: ["sgscope", "CoreModel", "NotesFile", "Readers", "PictureReading", "PseudoTerminal", "Support"],
            exclude: ["Fixtures"]),
        // Whole commands: what they print and how they end.
        .testTarget(
            name: "GoldenTests", dependencies: ["sgscope", "Support"], path: "Tests/Golden", exclude: ["commands.txt", "stored"]),
        .testTarget(name: "FieldTests", dependencies: ["sgscope", "Support"], exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
