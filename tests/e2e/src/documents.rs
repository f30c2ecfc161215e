//! Documents that only tests and measurements show.

/// Sets a document whose loop has `args[0]` variables with labels of 60 characters in the language of `args[1]`.
pub const LONG_LABELS: &str = "
    const [count, lang] = args;
    const words = { en: 'Confidence to aim high rather than safe, in every single room',
        fi: 'Koulutusjärjestelmän vastuullisuusvaatimukset ja luottamus on',
        ar: 'الثقة في المدارس والمعلمين والقدرة على التعلم العميق المستمر' }[lang].slice(0, 60);
    const ids = Array.from({ length: count }, (_, index) => 'v' + index);
    el.document = {
        format: 'circle-essay/1', id: 'long', title: 'Long', lang, opening: ['circle'],
        circle: {
            title: 'C', loop: { id: 'loop', title: 'Loop' }, variables: ids.map((id) => ({ id, name: words })),
            links: ids.map((id, index) => ({ from: id, to: ids[(index + 1) % count], sign: '+', delayed: index % 2 === 0 })),
            tellings: [{ id: 't', title: 'T', tone: 'vicious', stage: ids.map((variable) => ({ variable, direction: 'up', label: words, sentence: 'S.' })) }],
        },
    };";
