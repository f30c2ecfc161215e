//! `cargo xtask pictures`: takes pictures of the essay for docs/, which people compare when its look has changed.

use e2e::{Options, Page, journey, sheets};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Widths and heights of the page, in CSS pixels.
const SIZES: [(u32, u32); 4] = [(360, 760), (768, 960), (1280, 900), (1920, 1000)];

/// A sheet of A4 with margins of 1.5 cm, in CSS pixels.
const SHEET: (u32, u32) = (680, 1009);

/// A place, and a script that goes there. Their order makes sure that none leaves a trace in the next.
type Place = (&'static str, &'static str);

const TOP: Place = ("top", "scrollTo(0, 0)");
const NOTES: Place = (
    "notes",
    "for (const note of all('details.note').slice(0, 4)) await el.openNote(note.id.slice(5));
     document.activeElement?.blur();
     scrollTo(0, scrollY + one('.section').getBoundingClientRect().top - 64)",
);
const DISCUSSION: Place = ("discussion", "scrollTo(0, scrollY + one('.discussion').getBoundingClientRect().top - 16)");
const CIRCLE: Place = (
    "circle",
    "await el.goTo(el.state.circle, 4); scrollTo(0, scrollY + one('#circle').getBoundingClientRect().top - 16)",
);
const OPEN: Place = (
    "open",
    "one('.contents details').open = true; one('#settings-button').click();
     await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
     scrollTo(0, scrollY + one('.reading').getBoundingClientRect().top - 64)",
);

/// A series of pictures: a name, the page, the medium and its features, the sizes, and the places.
struct Look {
    name: &'static str,
    path: &'static str,
    media: &'static str,
    features: [(&'static str, &'static str); 2],
    sizes: &'static [(u32, u32)],
    places: &'static [Place],
}

const LIGHT: [(&str, &str); 2] = [("prefers-color-scheme", "light"), ("forced-colors", "none")];
const DARK: [(&str, &str); 2] = [("prefers-color-scheme", "dark"), ("forced-colors", "none")];
const FORCED: [(&str, &str); 2] = [("prefers-color-scheme", "light"), ("forced-colors", "active")];

/// The series with the picture in README.md, docs/screenshot.png.
const README: &str = "readme";

const LOOKS: [Look; 7] = [
    Look { name: README, path: "", media: "screen", features: LIGHT, sizes: &[(1000, 860)], places: &[CIRCLE] },
    Look {
        name: "light",
        path: "",
        media: "screen",
        features: LIGHT,
        sizes: &SIZES,
        places: &[TOP, NOTES, DISCUSSION, CIRCLE],
    },
    Look { name: "light", path: "", media: "screen", features: LIGHT, sizes: &[SIZES[0], SIZES[2]], places: &[OPEN] },
    Look { name: "dark", path: "", media: "screen", features: DARK, sizes: &SIZES, places: &[NOTES, CIRCLE] },
    Look {
        name: "arabic",
        path: "fixtures/arabic/",
        media: "screen",
        features: LIGHT,
        sizes: &SIZES,
        places: &[NOTES, CIRCLE],
    },
    Look { name: "forced", path: "", media: "screen", features: FORCED, sizes: &[SIZES[2]], places: &[CIRCLE] },
    // Every note is open on paper.
    Look {
        name: "print",
        path: "",
        media: "print",
        features: DARK,
        sizes: &[SHEET],
        places: &[TOP, DISCUSSION, CIRCLE],
    },
];

/// The theming of a page: a property with a conspicuous value, or a part, which gets an outline; the element that shows
/// it; and the preparation.
const THEMING: [(&str, &str, &str, &str); 18] = [
    ("--ce-font-text", "monospace", "[data-block]", ""),
    ("--ce-font-ui", "monospace", "[part~=controls]", ""),
    ("--ce-font-size", "26px", "[data-block]", ""),
    ("--ce-measure", "17em", "[data-block]", ""),
    ("--ce-color-text", "light-dark(#7a1f1f, #f0b0b0)", "[data-block]", ""),
    ("--ce-color-ground", "light-dark(#fdf0cf, #33290f)", "[data-block]", ""),
    ("--ce-color-accent", "light-dark(#8a0f8a, #e6a0e6)", "[part~=controls]", ""),
    ("--ce-color-virtuous", "light-dark(#0b5fb0, #8cc0f5)", ".circle-diagram", "await el.goTo('finland', 3)"),
    (
        "--ce-color-vicious",
        "light-dark(#8a0f8a, #e6a0e6)",
        ".picture:nth-of-type(2) .circle-diagram",
        "await el.goTo('england', 3)",
    ),
    ("--ce-radius", "1.2em", "[part~=composer]", ""),
    ("article", "", "[part~=article]", ""),
    ("note", "", "[part~=note]", "await el.openNote(one('[part~=note]').id.slice(5))"),
    ("circle", "", "[part~=circle]", ""),
    ("circle-stage", "", "[part~=circle-stage]", "await el.goTo('finland', 1)"),
    ("controls", "", "[part~=controls]", ""),
    ("discussion", "", "[part~=discussion]", ""),
    ("comment", "", "[part~=comment]", ""),
    ("composer", "", "[part~=composer]", ""),
];

const SETTLED: &str = "await document.fonts.ready;
    await Promise.all(root.getAnimations({ subtree: true }).map((animation) => animation.finished.catch(() => {})));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

/// Reduces a picture to 64 colours, which takes a third of the bytes without a visible difference. Each further colour
/// is the one that is missed most, by its frequency and its distance from the chosen ones.
const PALETTE: &str = "
    const blob = await (await fetch('data:image/png;base64,' + args[0])).blob(), picture = await createImageBitmap(blob);
    const { width, height } = picture, canvas = new OffscreenCanvas(width, height), context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer), counts = new Map();
    for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
    const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    const found = [...counts].map(([pixel, count]) => ({ pixel, count, colour: parts(pixel), far: 1e6, place: 0 })), palette = [];
    while (palette.length < 64 && palette.length < found.length) {
        const { colour } = found.reduce((most, one) => (one.count * one.far > most.count * most.far ? one : most)), place = palette.push(colour) - 1;
        for (const one of found) {
            const far = one.colour.reduce((sum, part, at) => sum + (part - colour[at]) ** 2, 0);
            if (far < one.far) Object.assign(one, { far, place });
        }
    }
    const places = new Map(found.map(({ pixel, place }) => [pixel, place]));
    const rows = new Uint8Array((width + 1) * height);
    pixels.forEach((pixel, index) => {
        rows[index + Math.floor(index / width) + 1] = places.get(pixel);
    });
    const bytes = async (source) => new Uint8Array(await new Response(source).arrayBuffer());
    const sum = (content) => {
        let crc = -1;
        for (const byte of content) {
            crc ^= byte;
            for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
        }
        return ~crc;
    };
    const chunk = (name, content) => {
        const whole = new Uint8Array(content.length + 12), view = new DataView(whole.buffer);
        whole.set([...name].map((letter) => letter.charCodeAt(0)), 4);
        whole.set(content, 8);
        view.setUint32(0, content.length);
        view.setInt32(content.length + 8, sum(whole.subarray(4, -4)));
        return whole;
    };
    const head = new DataView(new ArrayBuffer(13));
    head.setUint32(0, width);
    head.setUint32(4, height);
    head.setUint8(8, 8);
    head.setUint8(9, 3);
    const packed = await bytes(new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate')));
    const file = await bytes(new Blob([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), chunk('IHDR', new Uint8Array(head.buffer)),
        chunk('PLTE', Uint8Array.from(palette.flat())), chunk('IDAT', packed), chunk('IEND', new Uint8Array())]));
    return [...file].map((byte) => byte.toString(16).padStart(2, '0')).join('')";

#[tokio::main]
async fn main() {
    let lang = std::env::args().nth(1);
    journey(Options::default(), async move |page| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pictures");
        fs::create_dir_all(&folder).unwrap_or_else(|fault| panic!("could not make {}: {fault}", folder.display()));
        let suffix = lang.as_deref().map(|lang| format!("-{lang}")).unwrap_or_default();
        page.cdp("Emulation.setScrollbarsHidden", json!({"hidden": true})).await;
        let mut total = 0;
        for look in LOOKS {
            let still = ("prefers-reduced-motion", "reduce");
            let features = look.features.iter().chain([&still]);
            let features: Vec<Value> = features.map(|(name, value)| json!({"name": name, "value": value})).collect();
            page.cdp("Emulation.setEmulatedMedia", json!({"media": look.media, "features": features})).await;
            for &(width, height) in look.sizes {
                let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
                page.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
                page.load(look.path).await;
                if let Some(lang) = &lang {
                    page.ask("el.lang = args[0]", json!([lang])).await;
                }
                page.alive().await;
                // The tab remembers the notes that were open in the last picture.
                page.ask("for (const id of el.state.openNotes) await el.closeNote(id)", json!([])).await;
                for (place, way) in look.places {
                    page.ask(&format!("{way}; {SETTLED}"), json!([])).await;
                    let size = if look.media == "print" { String::new() } else { format!("-{width}") };
                    let file = match look.name {
                        README => folder.join("../screenshot.png"),
                        name => folder.join(format!("{place}{size}-{name}{suffix}.png")),
                    };
                    let picture = taken(&page).await;
                    total += picture.len();
                    fs::write(&file, picture)
                        .unwrap_or_else(|fault| panic!("could not write {}: {fault}", file.display()));
                }
            }
        }
        if lang.is_none() {
            total += theming(&page, &folder.join("theming")).await;
            for (width, theme) in [(1280, LIGHT), (1280, DARK), (360, LIGHT)] {
                total += motion(&page, &folder, width, theme).await;
            }
        }
        println!("Pictures of {} KB are in docs/.", total / 1000);
    })
    .await;
}

/// Takes small pictures of the theming for docs/embedding.md. Returns their size in bytes.
async fn theming(page: &Page, folder: &Path) -> usize {
    fs::create_dir_all(folder).unwrap_or_else(|fault| panic!("could not make {}: {fault}", folder.display()));
    let features: Vec<Value> = LIGHT.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    page.cdp("Emulation.setEmulatedMedia", json!({"media": "screen", "features": features})).await;
    let metrics = json!({"width": 440, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    page.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    let mut total = 0;
    for (name, value, shows, way) in THEMING {
        let rule = match name.strip_prefix("--") {
            Some(_) => format!("circle-essay {{ {name}: {value} }}"),
            None => format!("circle-essay::part({name}) {{ outline: 3px dashed #c2185b; outline-offset: 3px }}"),
        };
        page.load("").await;
        page.alive().await;
        page.ask("for (const id of el.state.openNotes) await el.closeNote(id)", json!([])).await;
        let area = page
            .ask(
                &format!(
                    "const sheet = new CSSStyleSheet();
                     sheet.replaceSync(args[0]);
                     document.adoptedStyleSheets = [sheet];
                     {way};
                     document.activeElement?.blur();
                     one(args[1]).scrollIntoView({{ block: 'center' }});
                     {SETTLED};
                     const box = one(args[1]).getBoundingClientRect(), height = Math.min(Math.max(box.height + 24, 160), 220);
                     const y = box.y + scrollY + (box.height + 24 > height ? -12 : (box.height - height) / 2);
                     return {{ x: 0, y: Math.max(0, y), width: innerWidth, height, scale: 1 }}"
                ),
                json!([rule, shows]),
            )
            .await;
        let picture = shot(page, json!({"format": "png", "clip": area, "captureBeyondViewport": true})).await;
        total += picture.len();
        let file = folder.join(format!("{}.png", name.trim_start_matches("--")));
        fs::write(&file, picture).unwrap_or_else(|fault| panic!("could not write {}: {fault}", file.display()));
    }
    total
}

/// Puts frames of the circle in motion side by side on one sheet for each move. Returns their size in bytes.
async fn motion(page: &Page, folder: &Path, width: u32, theme: [(&str, &str); 2]) -> usize {
    let features: Vec<Value> = theme.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    page.cdp("Emulation.setEmulatedMedia", json!({"media": "screen", "features": features})).await;
    let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    page.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    page.load("").await;
    page.alive().await;
    let sheets = sheets::sheets(page).await;
    let metrics = json!({"width": 1500, "height": 900, "deviceScaleFactor": 1, "mobile": false});
    page.cdp("Emulation.setDeviceMetricsOverride", metrics).await;
    let mut total = 0;
    for (name, frames) in sheets {
        let area = page
            .ask(
                "document.body.replaceChildren(...args[0].map((frame) => Object.assign(new Image(), { src: 'data:image/png;base64,' + frame })));
                 await Promise.all([...document.images].map((image) => image.decode()));
                 Object.assign(document.body.style, { display: 'grid', gridTemplateColumns: 'repeat(5, max-content)', inlineSize: 'max-content' });
                 const box = document.body.getBoundingClientRect();
                 return { x: 0, y: 0, width: box.width, height: box.height, scale: 1 }",
                json!([frames]),
            )
            .await;
        let picture = shot(page, json!({"format": "png", "clip": area, "captureBeyondViewport": true})).await;
        total += picture.len();
        let file = folder.join(format!("{name}-{width}-{}.png", theme[0].1));
        fs::write(&file, picture).unwrap_or_else(|fault| panic!("could not write {}: {fault}", file.display()));
    }
    total
}

/// Returns a picture of the page as a file.
async fn taken(page: &Page) -> Vec<u8> {
    shot(page, json!({"format": "png"})).await
}

async fn shot(page: &Page, how: Value) -> Vec<u8> {
    let shot = page.cdp("Page.captureScreenshot", how).await;
    let Value::String(digits) = page.ask(PALETTE, json!([shot["data"]])).await else { panic!("there is no picture") };
    let byte = |at: usize| digits.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    (0..digits.len()).step_by(2).filter_map(byte).collect()
}
